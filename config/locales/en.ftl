# The words that people read, in English: the source of every translation.
#
# Say it to a frightened person of ten years: short sentences, no idioms, no threats, no promises that nobody can keep.
# Ids are grouped by the room of the conversation that says them. Everything under `cover-`, `button-`, `menu-` and
# `doorbell-` may be seen by whoever takes the phone, and must fit an ordinary life.

own-name = English


### The lock screen: covers, buttons, menu

# Covers stand alone in the chat. Each must be believable and boring.
cover-class = The next lesson is as planned. Please bring your exercise book.
cover-delivery = Your parcel is on its way. There is nothing you need to do.
cover-checkup = A reminder: drink enough water, and get enough sleep.
# After a person said "not now": the last words of the chat.
cover-later = Now is not a good time. Come back whenever it suits you.
# After everything was erased: the last words of the chat. Nothing stands here any more.
cover-ended = All done. Nothing is left here. You can delete this chat.

# What stands at the web address.
cover-page-title = Nothing here yet
cover-page-text = This page is not in use at the moment.

# The one button under a cover.
button-cover-ok = OK

button-back = Back
button-begin = Begin
button-close = Go on
button-cover = Hide this now
button-done = Done
button-go-on = Go on
button-help = Help
button-language = Another language
button-later = Ask me later
button-later-all = Ask me later for all
button-leave = Not now
button-less = ◀ Earlier
button-more = More ▶
button-next = Keep and go on
button-no = No
button-not-sure = I am not sure
button-ok = Yes, I have read this
button-pause = Pause
button-rather-not = I would rather not say
button-remove = Take my answer back
button-send = Send
button-skip = Skip
button-stop = Stop and erase
button-to-review = Back to my answers
button-urgent = I need help now
button-yes = Yes
# In a question of the form: its choices, its pictures, its long words
button-all = Show everything again
button-films = Watch the choices
button-listen = Listen
button-picture = See the picture
button-pictures = See the pictures
button-read-back = ◀ Read back
button-read-on = Read on ▶
button-sounds = Listen to the choices
button-undo = Undo the last one
button-watch = Watch
button-why = Why do you ask?

# Safety
button-alone-no = No, somebody is near
button-alone-yes = Yes, I am alone
button-cover-checkup = A health reminder
button-cover-class = A lesson
button-cover-delivery = A parcel
button-look-no = No, nobody
button-look-yes = Yes, somebody might
button-phone-mine = It is mine
button-phone-other = It belongs to somebody else
button-words-choose = Choose words

# Consent
button-check-may = I may skip it
button-check-must = I must answer it
button-check-paid = I lose something
button-silence-destroy = Erase it
button-silence-keep = Keep it

# Erasing
button-erase = Yes, erase everything
button-keep = No, keep it

# Return words
button-again = Try again
button-finish = I am done
button-words-have = I have my eight words
button-words-new = Give me new words
button-words-written = I have written them down

# "Add another?" in a list that can grow
button-repeat-enough = No, that is all
button-repeat-fewer = Take the last one away
button-repeat-more = Yes, one more

# The channel's own menu of commands
menu-help = Help
menu-pause = Pause
menu-stop = Stop


### Welcome

welcome-choose = Please choose your language.
welcome-choose-again = Please press the button with your language.
welcome-hello = Hello. It is good that you are here.
welcome-time = This takes about 10 to 15 minutes. You can stop at any time and go on later.
welcome-free = You do not have to do this. If you do not want to answer something, you can skip it.


### Safety gate

safety-alone = First, your safety. Are you alone now, where nobody can see your screen?
safety-phone = Whose phone is this?
safety-phone-other = Please be careful with a phone that is not yours. We keep this chat short and clean it as we go. You can also come back later with another phone.
safety-look = Might somebody look at this phone or take it from you?
safety-look-yes = Then let us be careful together. You can hide this chat at any moment, and you can choose a word that erases it.
safety-cover = When you pause, this chat hides behind a harmless message. What should it look like?
safety-words = If you like, choose a code word. Then the hidden chat opens only with that word.
safety-words-stop = You can also choose a stop word. When you write it, everything here is erased at once, without a question.
safety-code = Write your code word now. Take a word that you will remember and that nobody will guess. You can skip this.
safety-stop = Now write your stop word. Take a word that you would never write as an answer. You can skip this.


### Consent, step A

consent-about = We are a small team. We listen to people who have left North Korea and want to tell what they lived through. Here we ask only a little. If you wish, a person from our team will talk with you later.
consent-not = We are not the police and not a government office. We cannot bring you to another country, and we cannot give asylum or money. We cannot promise what will happen later. If you say no, nothing bad happens and nobody is told.
consent-why = Why we ask: so that we know whether you are safe, who on our team can help, and how we can reach you. Later, and only if you agree, what you tell may help to show the truth and to ask for justice.
consent-who = Who sees it: only the members of our team who need it. Each holds a key to their part and to no other. It is kept locked for as long as it is needed, and looked at again every year.
consent-risk = Please think of the danger. If somebody finds out that you talked with us, it could harm you or your family. We do a lot to prevent this, but nobody can promise complete safety. If somebody is in great danger, we may have to talk with you about getting help.
consent-withdraw = You can change your mind at any time. Then we erase what you told us. If you had agreed to share it with somebody, we also tell them.

# The promise of each channel, word for word what is true and no more.
consent-promise-telegram = How your words travel: Telegram and our machine see a message while it arrives. The machine then locks it at once and cannot open it again, and deletes it from this chat.
consent-promise-terminal = This is a practice talk on this machine. Whoever sits here can see what is typed. Please tell nothing real.
consent-promise-holders = Choices that you press stay locked on our machine until you send them, because the next question depends on them. Then only the team members who hold the keys can open them.

consent-check = One small question, to see whether we have explained it well. What happens if you do not want to answer a question?
consent-check-wrong = Not quite, and that is our fault. You may skip any question. Nothing bad happens, and you lose nothing.
consent-store = May we keep what you tell us here?
consent-silence = If you do not come back for { $days } days before you are finished: what should we do with what you have told us?


### Further consents

consent-further = Nearly done. A few short questions about what you allow. You can say no to each, and change it later.
consent-contact = May we contact you, in the way you told us?
consent-interview = May we invite you to a talk with a person from our team?
consent-inside = May other members of our team read what they need for their part of the work?
consent-statistics = May we count your answers together with those of others, without anything that shows who you are?
consent-statement = If you have already told others: may we ask them for their record, so that you need not tell it again?
consent-recording = May a talk with you be recorded as sound or video?
consent-translation = May a machine help to translate your words? A person always checks it.


### Questions

question-progress = { $n } of about { $m }
question-how-text = Please write your answer as a message.
question-how-number = Please write a number.
question-how-decimal = Please write a number. It may have a decimal point.
question-how-date = Please write a date: year, month, day. For example 2015-03-21.
question-how-time = Please write a time. For example 14:30.
question-how-moment = Please write a date and a time. For example 2015-03-21 14:30.
question-how-image = Please send a photo.
question-how-audio = Please record or send a voice message.
question-how-video = Please send a video.
question-how-file = Please send a file.
question-how-barcode = Please write the letters and numbers that stand beside the bars.
question-how-month = Please write a year and a month. For example 2015-03.
question-how-year = Please write a year. For example 2015.
# A shared place can lead others to the person: the warning must stay plain.
question-how-place = Take care: a place can be dangerous. It can lead others to you or to your family. If you are not sure, skip this. If it is safe, write two numbers, such as 10.5 20.5, or send a location.
question-how-range = Please write a number from { $from } to { $to }.
question-how-scale = Please press or write a number from { $from } to { $to }.
question-how-steps = Please write a number from { $from } to { $to }, in steps of { $step }.
question-how-rank = Press them one after the other, the first one first. When all have a number, press Done.
question-how-several = You can choose more than one. Then press Done.
question-how-search = This list is long. You can also write a part of the word that you are looking for.
question-found = These fit what you wrote.
question-found-many = Many fit what you wrote. Here are the first. You can write a longer part of the word.
question-page = Page { $page } of { $pages }
question-leaf = Part { $page } of { $pages } of this question
# Under "Child 2": the list can grow.
repeat-first = Is there one to add?
repeat-another = Do you want to add this one too?
question-wanted = This answer would help us a lot. You can still skip it.
question-kept = Your answer is kept and locked. We cannot show it again. If you send a new one, it takes its place.
question-now = Your answer now: { $value }


### Why an answer was not taken

refused-required = This one is needed to go on. If you cannot answer it, you can pause and come back.
refused-constraint = This answer does not seem to fit. Please look at it once more.
refused-choice = That cannot be chosen here. Please press one of the buttons.
refused-integer = Please write a whole number, such as 3.
refused-number = Please write a number, such as 3 or 2.5.
refused-date = I could not read that as a date. Please write year, month and day, such as 2015-03-21.
refused-time = I could not read that as a time. Please write it like 14:30.
refused-place = I could not read that as a place. Please write two numbers, such as 39.0 125.7.
refused-sealed = This answer cannot be taken in this way. Please send it again.
refused-readonly = There is nothing to answer here. Please go on.


### Notices: one sentence above the screen

notice-buttons = Please press one of the buttons below.
notice-caption-lost = The words beside it could not be kept. If they matter, please tell them in another answer.
notice-file-empty = There was nothing in that file. Please try again.
notice-file-not-wanted = Thank you. A file is not needed at this moment, so it was not kept.
notice-file-too-large = That file is too large. At most { $most } MB can be taken. Please send a smaller one.
notice-file-unreadable = That file did not arrive whole. Please send it once more.
notice-file-words-not-wanted = Thank you. A file is not needed at this moment, so neither the file nor the words beside it were kept. If the words are your answer, please write them as a message.
notice-form-changed = The questions have changed since you were last here. What you have told us is still kept.
notice-form-changed-again = The questions have just changed, so your last message was not taken. What you told us before is still kept. Please read the question and send your answer again.
notice-no-such-choice = I am not sure which one you mean. Please press a button.
notice-not-found = Nothing in the list fits that. Please try a shorter part of the word, or look through the pages.
notice-old-button = That button was from an earlier step. Here is where we are now.
notice-place-not-wanted = A place is not needed at this moment, so it was not kept.
notice-rank-all = Please give each of them a number, or skip the question.
notice-send-file = A file is asked for here, not text. You can also skip this.
notice-too-long = That is a little too long: { $sent } characters, and at most { $most } can be kept. Please copy it, make it shorter, and send it again. Your message stays here for a short while.
notice-unreadable = Some characters of that message could not be read. Please write it once more.
notice-unsupported = That is kind, but I can take only words, buttons, photos, voice messages and files.
notice-welcome-back = Welcome back. We go on where you stopped.
notice-word-length = Please take a word of { $shortest } to { $longest } characters.
notice-word-same = Please take a word that is different from your code word.
notice-word-saved = Your word is set. Please remember it: we cannot show it again.
notice-words-busy = You have already begun here. Please send it or erase it first, and then write the words again.
notice-words-own = These are the words of this chat. You are already here.
notice-words-wrong = These words do not lead anywhere. Please look at each word and try again.


### Signals: what is said when an answer shows that something cannot wait

signal-insider = Thank you for saying so. Please do not write details about your work here. Before you speak about it, a lawyer can explain your rights to you.
signal-minor = You do not need to tell what happened. We only want to know that you are safe, and who can help you.
urgent-told = Thank you for telling us. A person of our team will look at this first.


### Help in danger

danger-now = If you are in danger right now: if you can, go to a place with other people, or to somebody you trust. Your safety matters more than this chat.
danger-body = If you are hurt or ill: ask somebody near you for a doctor, or call for medical help where you are, if it is safe to do so.
danger-heart = If it all feels too heavy, or you think of ending your life: please do not stay alone with it. Tell one person near you today. It can get better, and you matter.
danger-limits = We cannot come to you ourselves, and this chat is not read at every moment.


### Help

help-why = Why we ask this:
help-why-general = It helps us to find the right person for you. You can skip it.
help-always = You can skip any question, go back, pause, or stop and erase everything, at any time. When you pause, the chat is hidden.
help-stop-word = When you write your stop word, everything is erased at once, without a question.


### Stop and erase

erase-nothing = Do you want to stop here? Nothing has been kept.
erase-draft = Do you really want to stop and erase everything that you have told us here? It cannot be brought back.
erase-sent = Do you really want to take everything back? We erase what you sent us. It cannot be brought back.


### Reading back

review-read = Here is what you have answered. To change something, press its number.
review-kept = Kept and locked. Press the number to put something else in its place.
review-none = No answer
review-send = If everything is as you want it, press Send.


### Return words

words-coming-pause = One moment: you are getting words with which you can come back.
words-coming-sent = Thank you. It has been sent, and it is locked. One moment: you are getting words with which you can come back.
words-coming-anew = One moment: you are getting new words. The ones before will no longer work.
words-here = These words bring you back here, also from another phone:
words-keep = Please write them on paper or learn them by heart. They say nothing about you. Whoever has them can go on in your place.
words-minutes = They are shown only once. After { $minutes } minutes they disappear.
words-once = Your words were shown once and cannot be shown again. If you did not write them down, you can get new ones.
resume-ask = Please write your words, one after the other, as one message.


### After sending

done-thanks = Thank you. It took courage. What you sent has arrived and is locked.
done-urgent = Thank you. What you sent has arrived and is locked. A person of our team will look at this first.
done-next = What happens next: a person of our team reads it, and then does what you allowed. If you agreed that we contact you, we write only at the times you chose. You do not need to add anything more.
done-clean = To clean your phone: delete this chat, empty the folder of deleted photos and recordings, and delete what you copied. Keep originals that may be needed in a safe place.
done-later = You can come back here within { $days } days to get new words or to take everything back. After that, this chat is forgotten. You can still ask any person of our team to erase what you sent.


### The practice terminal

terminal-failed = That could not be kept. Please try once more.
terminal-no-file = There is no such file.
terminal-attached = To see or hear this, open the file { $path }
