# Korean, northern wording and spelling. DRAFT: not reviewed by a native speaker.
#
# Northern words and spelling throughout (손전화, 통보문, 면담, 암호, 단추, 련락, 수자). See README.md in this folder.
# Translated from en.ftl, whose comments say where each message stands.

own-name = 조선말


### The lock screen: covers, buttons, menu

cover-class = 다음 수업은 예정대로 합니다. 학습장을 가져오십시오.
cover-delivery = 보낸 짐이 가고있습니다. 따로 하실 일은 없습니다.
cover-checkup = 알림: 물을 많이 마시고 잠을 푹 주무십시오.
cover-later = 지금은 때가 아닌것 같습니다. 편할 때 다시 오십시오.
cover-ended = 다 끝났습니다. 여기에는 아무것도 남지 않았습니다. 이 대화는 지워도 됩니다.

cover-page-title = 아직 아무것도 없습니다
cover-page-text = 이 자리는 지금 쓰지 않습니다.

button-cover-ok = 알겠습니다

button-back = 뒤로
button-begin = 시작하기
button-close = 계속하기
button-cover = 지금 가리기
button-done = 다 골랐습니다
button-go-on = 계속하기
button-help = 도움말
button-language = 다른 말
button-later = 나중에 물어보십시오
button-later-all = 모두 나중에
button-leave = 지금은 안됩니다
button-less = ◀ 앞의것
button-more = 더 보기 ▶
button-next = 그대로 두고 계속하기
button-no = 아니요
button-not-sure = 잘 모르겠습니다
button-ok = 예, 읽었습니다
button-pause = 잠시 쉬기
button-rather-not = 말하고싶지 않습니다
button-remove = 내 대답을 빼기
button-send = 보내기
button-skip = 건너뛰기
button-stop = 그만두고 지우기
button-to-review = 내 대답으로 돌아가기
button-urgent = 지금 도움이 필요합니다
button-yes = 예
button-all = 다시 모두 보기
button-films = 고를것들을 영상으로 보기
button-listen = 듣기
button-picture = 그림 보기
button-pictures = 그림들 보기
button-read-back = ◀ 앞을 다시 읽기
button-read-on = 계속 읽기 ▶
button-sounds = 고를것들을 소리로 듣기
button-undo = 마지막것을 되돌리기
button-watch = 영상 보기
button-why = 왜 묻습니까?

# Safety
button-alone-no = 아니요, 곁에 사람이 있습니다
button-alone-yes = 예, 혼자입니다
button-cover-checkup = 건강 알림
button-cover-class = 수업
button-cover-delivery = 짐 배달
button-look-no = 아니요, 없습니다
button-look-yes = 예, 볼수 있습니다
button-phone-mine = 내것입니다
button-phone-other = 다른 사람의것입니다
button-words-choose = 말을 정하기

# Consent
button-check-may = 건너뛰여도 됩니다
button-check-must = 꼭 대답해야 합니다
button-check-paid = 손해를 봅니다
button-silence-destroy = 지워주십시오
button-silence-keep = 보관해주십시오

# Erasing
button-erase = 예, 모두 지우기
button-keep = 아니요, 그냥 두기

# Return words
button-again = 다시 하기
button-finish = 다 했습니다
button-words-have = 나에게 낱말 여덟개가 있습니다
button-words-new = 새 낱말을 받기
button-words-written = 받아적었습니다

# "Add another?" in a list that can grow
button-repeat-enough = 아니요, 이것이 다입니다
button-repeat-fewer = 마지막것을 빼기
button-repeat-more = 예, 하나 더

# The channel's own menu of commands
menu-help = 도움말
menu-pause = 잠시 쉬기
menu-stop = 그만두기


### Welcome

welcome-choose = 어느 말로 하시겠습니까? 골라주십시오.
welcome-choose-again = 자기 말이 적힌 단추를 눌러주십시오.
welcome-hello = 안녕하십니까. 잘 오셨습니다.
welcome-time = 10분에서 15분쯤 걸립니다. 언제든지 그만두고 나중에 계속할수 있습니다.
welcome-free = 꼭 하지 않아도 됩니다. 대답하고싶지 않은것은 건너뛰면 됩니다.


### Safety gate

safety-alone = 먼저 안전부터 봅시다. 지금 혼자 있습니까? 화면을 볼수 있는 사람이 없습니까?
safety-phone = 이 손전화는 누구의것입니까?
safety-phone-other = 다른 사람의 손전화라면 조심하십시오. 우리는 이 대화를 짧게 하고 그때그때 지웁니다. 나중에 다른 손전화로 다시 와도 됩니다.
safety-look = 누가 이 손전화를 보거나 빼앗을수 있습니까?
safety-look-yes = 그러면 함께 조심합시다. 이 대화는 아무때나 가릴수 있습니다. 쓰기만 하면 대화가 지워지는 말도 정할수 있습니다.
safety-cover = 쉴 때에는 이 대화가 평범한 통보문뒤에 숨습니다. 어떤 모양이 좋겠습니까?
safety-words = 원하면 암호를 정하십시오. 그러면 가려진 대화는 그 암호로만 열립니다.
safety-words-stop = 그만두는 말도 정할수 있습니다. 그 말을 쓰면 묻지 않고 여기의 모든것을 곧 지웁니다.
safety-code = 이제 암호를 써주십시오. 잊지 않을 말, 아무도 알아맞히지 못할 말로 하십시오. 건너뛰여도 됩니다.
safety-stop = 이제 그만두는 말을 써주십시오. 대답으로는 절대로 쓰지 않을 말로 하십시오. 건너뛰여도 됩니다.


### Consent, step A

consent-about = 우리는 작은 모임입니다. 북조선을 떠나온 사람들이 겪은 일을 말하고싶어할 때 그 말을 듣습니다. 여기서는 조금만 묻습니다. 원하면 나중에 우리 일군이 직접 이야기를 나눕니다.
consent-not = 우리는 경찰도 아니고 정부기관도 아닙니다. 다른 나라로 데려다줄수 없고 망명이나 돈을 줄수도 없습니다. 앞으로 어떻게 되리라고 약속할수 없습니다. 싫다고 해도 나쁜 일은 없으며 누구에게도 알리지 않습니다.
consent-why = 묻는 까닭은 이렇습니다. 지금 안전한지, 우리 가운데 누가 도울수 있는지, 어떻게 련락할수 있는지 알기 위해서입니다. 나중에 본인이 허락할 때에만, 그 말은 진실을 밝히고 정의를 바라는데 쓰일수 있습니다.
consent-who = 보는 사람: 우리 가운데서 꼭 필요한 사람만 봅니다. 저마다 자기 몫을 여는 열쇠만 있고 다른 열쇠는 없습니다. 필요한 동안 잠가서 보관하며 해마다 다시 따져봅니다.
consent-risk = 위험도 생각해주십시오. 우리와 이야기한것을 누가 알면 본인이나 가족이 해를 입을수 있습니다. 우리는 그런 일이 없도록 많이 애쓰지만 완전히 안전하다고는 누구도 약속할수 없습니다. 누가 큰 위험에 놓였을 때에는 도움을 청하는 일을 함께 의논해야 할수도 있습니다.
consent-withdraw = 마음은 언제든지 바꿀수 있습니다. 그러면 해준 말을 지웁니다. 누구에게 나누어주기로 허락하였다면 그들에게도 알립니다.

consent-promise-telegram = 말이 전해지는 길: 통보문이 들어올 때 텔레그람과 우리 기계가 그것을 봅니다. 그다음 기계는 곧 그것을 잠그며, 잠근 다음에는 다시 열지 못합니다. 그리고 이 대화에서 지웁니다.
consent-promise-terminal = 이것은 이 기계에서 하는 련습입니다. 여기에 앉은 사람은 무엇을 치는지 볼수 있습니다. 진짜 이야기는 하지 마십시오.
consent-promise-holders = 눌러서 고른 대답은 다음 물음을 정하는데 쓰이므로, 보낼 때까지 우리 기계에 잠가둡니다. 그다음에는 열쇠를 가진 우리 일군들만 열수 있습니다.

consent-check = 우리가 제대로 설명했는지 보려고 한가지만 묻겠습니다. 물음에 대답하고싶지 않으면 어떻게 됩니까?
consent-check-wrong = 그렇지 않습니다. 우리가 잘 설명하지 못하였습니다. 어느 물음이든 건너뛰여도 됩니다. 나쁜 일도 없고 손해도 없습니다.
consent-store = 여기서 해준 말을 우리가 보관해도 됩니까?
consent-silence = 다 끝내기 전에 { $days }일동안 다시 오지 않으면, 그때까지 해준 말을 어떻게 할가요?


### Further consents

consent-further = 거의 다 되였습니다. 무엇을 허락하는지 짧게 몇가지 묻겠습니다. 하나하나 싫다고 해도 되고 나중에 바꾸어도 됩니다.
consent-contact = 알려준 방법으로 우리가 련락해도 됩니까?
consent-interview = 우리 일군과 이야기하는 자리에 청해도 됩니까?
consent-inside = 우리 가운데 다른 일군이 자기 일에 필요한만큼 읽어도 됩니까?
consent-statistics = 누구인지 알수 없게 하여, 다른 사람들의 대답과 함께 수를 세여도 됩니까?
consent-statement = 이미 다른데서 말하였다면, 다시 말하지 않아도 되게 거기에 기록을 달라고 해도 됩니까?
consent-recording = 함께 나누는 이야기를 소리나 영상으로 남겨도 됩니까?
consent-translation = 말을 옮기는데 기계의 도움을 받아도 됩니까? 언제나 사람이 다시 살펴봅니다.


### Questions

question-progress = { $m }개쯤 가운데서 { $n }번째
question-how-text = 대답을 통보문으로 써주십시오.
question-how-number = 수자로 써주십시오.
question-how-decimal = 수자로 써주십시오. 소수점을 써도 됩니다.
question-how-date = 날자를 년, 월, 일로 써주십시오. 례: 2015-03-21.
question-how-time = 시간을 써주십시오. 례: 14:30.
question-how-moment = 날자와 시간을 써주십시오. 례: 2015-03-21 14:30.
question-how-image = 사진을 보내주십시오.
question-how-audio = 목소리를 록음하여 보내주십시오.
question-how-video = 동영상을 보내주십시오.
question-how-file = 문서나 자료를 보내주십시오.
question-how-barcode = 줄무늬 옆에 있는 글자와 수자를 써주십시오.
question-how-month = 년과 월을 써주십시오. 례: 2015-03.
question-how-year = 년도를 써주십시오. 례: 2015.
question-how-place = 조심하십시오. 자리를 알려주는것은 위험할수 있습니다. 남들이 당신이나 가족을 찾아낼수 있습니다. 확실하지 않으면 건너뛰십시오. 안전하다면 10.5 20.5처럼 수자 두개를 쓰거나 위치를 보내주십시오.
question-how-range = { $from }부터 { $to }까지의 수자를 써주십시오.
question-how-scale = { $from }부터 { $to }까지의 수자를 누르거나 써주십시오.
question-how-steps = { $from }부터 { $to }까지, { $step }씩 커지는 수자를 써주십시오.
question-how-rank = 첫번째것부터 차례로 누르십시오. 모두 번호가 붙으면 《다 골랐습니다》를 누르십시오.
question-how-several = 여러개를 골라도 됩니다. 그다음 《다 골랐습니다》를 누르십시오.
question-how-search = 고를것이 많습니다. 찾는 말의 한 부분을 써도 됩니다.
question-found = 쓴 말에 맞는것은 이렇습니다.
question-found-many = 쓴 말에 맞는것이 많습니다. 앞의것만 보여드립니다. 말을 좀더 길게 써도 됩니다.
question-page = { $pages }면 가운데서 { $page }면
question-leaf = 이 물음의 { $pages }부분 가운데서 { $page }번째
repeat-first = 여기에 적을것이 있습니까?
repeat-another = 이것도 더 적겠습니까?
question-wanted = 이 대답은 큰 도움이 됩니다. 그래도 건너뛰여도 됩니다.
question-kept = 대답은 잠가서 보관하고있습니다. 다시 보여줄수는 없습니다. 새로 보내면 그것으로 바뀝니다.
question-now = 지금 대답: { $value }


### Why an answer was not taken

refused-required = 이것은 있어야 계속할수 있습니다. 대답할수 없으면 쉬였다가 다시 와도 됩니다.
refused-constraint = 이 대답은 맞지 않는것 같습니다. 다시한번 보아주십시오.
refused-choice = 그것은 여기서 고를수 없습니다. 단추가운데서 하나를 눌러주십시오.
refused-integer = 3처럼 옹근수로 써주십시오.
refused-number = 3이나 2.5처럼 수자로 써주십시오.
refused-date = 날자를 알아보지 못하였습니다. 2015-03-21처럼 년, 월, 일로 써주십시오.
refused-time = 시간을 알아보지 못하였습니다. 14:30처럼 써주십시오.
refused-place = 자리를 알아보지 못하였습니다. 39.0 125.7처럼 수자 두개로 써주십시오.
refused-sealed = 이 대답은 이렇게 받을수 없습니다. 다시 보내주십시오.
refused-readonly = 여기에는 대답할것이 없습니다. 계속해주십시오.


### Notices: one sentence above the screen

notice-buttons = 아래의 단추가운데서 하나를 눌러주십시오.
notice-caption-lost = 곁에 쓴 글은 보관하지 못하였습니다. 중요한 글이면 다른 대답에 써주십시오.
notice-file-empty = 그 자료에는 아무것도 들어있지 않았습니다. 다시 보내주십시오.
notice-file-not-wanted = 고맙습니다. 지금은 자료가 필요하지 않아서 보관하지 않았습니다.
notice-file-too-large = 그 자료는 너무 큽니다. { $most } MB까지 받을수 있습니다. 더 작은것을 보내주십시오.
notice-file-unreadable = 그 자료가 다 들어오지 않았습니다. 한번 더 보내주십시오.
notice-file-words-not-wanted = 고맙습니다. 지금은 자료가 필요하지 않아서 자료도 곁에 쓴 글도 보관하지 않았습니다. 그 글이 대답이면 통보문으로 써주십시오.
notice-form-changed = 지난번에 오신 다음 물음이 바뀌였습니다. 해준 말은 그대로 보관하고있습니다.
notice-form-changed-again = 방금 물음이 바뀌여서 마지막 통보문은 받지 못하였습니다. 그전에 해준 말은 그대로 보관하고있습니다. 물음을 읽고 대답을 다시 보내주십시오.
notice-no-such-choice = 어느것을 말하는지 잘 모르겠습니다. 단추를 눌러주십시오.
notice-not-found = 거기에 맞는것이 없습니다. 말을 더 짧게 쓰거나 면을 넘기면서 찾아보십시오.
notice-old-button = 그것은 이미 지나간 단추입니다. 지금은 여기입니다.
notice-place-not-wanted = 지금은 위치가 필요하지 않아서 보관하지 않았습니다.
notice-rank-all = 모두 번호를 붙이거나 이 물음을 건너뛰십시오.
notice-send-file = 여기서는 글이 아니라 자료를 받습니다. 건너뛰여도 됩니다.
notice-too-long = 글이 좀 깁니다. { $sent }자인데 { $most }자까지 보관할수 있습니다. 복사하여 줄인 다음 다시 보내주십시오. 보낸 통보문은 잠시동안 여기에 남아있습니다.
notice-unreadable = 그 통보문에 읽을수 없는 글자가 있습니다. 한번 더 써주십시오.
notice-unsupported = 고맙습니다만 글, 단추, 사진, 목소리, 자료만 받을수 있습니다.
notice-welcome-back = 다시 오셨군요. 멈춘데서부터 계속합니다.
notice-word-length = { $shortest }자부터 { $longest }자까지의 말로 정해주십시오.
notice-word-same = 암호와 다른 말로 정해주십시오.
notice-word-saved = 말을 정하였습니다. 다시 보여줄수 없으니 기억해주십시오.
notice-words-busy = 여기서 이미 시작한것이 있습니다. 그것을 먼저 보내거나 지운 다음 낱말을 다시 써주십시오.
notice-words-own = 그것은 이 대화의 낱말입니다. 이미 여기에 와있습니다.
notice-words-wrong = 이 낱말로는 갈수 있는 곳이 없습니다. 낱말을 하나씩 살펴보고 다시 해보십시오.


### Signals: what is said when an answer shows that something cannot wait

signal-insider = 알려주어 고맙습니다. 하던 일에 대해서는 여기에 자세히 쓰지 마십시오. 말하기 전에 변호사에게서 자기 권리에 대한 설명을 들을수 있습니다.
signal-minor = 무슨 일이 있었는지는 말하지 않아도 됩니다. 우리는 안전한지, 누가 도울수 있는지만 알고싶습니다.
urgent-told = 알려주어 고맙습니다. 우리 일군이 이것부터 먼저 봅니다.


### Help in danger

danger-now = 지금 당장 위험하면, 할수 있는대로 사람들이 있는 곳이나 믿는 사람에게로 가십시오. 이 대화보다 안전이 더 중요합니다.
danger-body = 다치거나 아프면, 곁에 있는 사람에게 의사를 불러달라고 하십시오. 안전하다면 그곳의 구급대를 부르십시오.
danger-heart = 너무 힘들거나 죽고싶은 생각이 들면 혼자 참지 마십시오. 오늘 곁에 있는 한사람에게 말하십시오. 나아질수 있습니다. 당신은 소중한 사람입니다.
danger-limits = 우리가 직접 찾아갈수는 없습니다. 그리고 이 대화를 언제나 보고있는것은 아닙니다.


### Help

help-why = 이것을 묻는 까닭:
help-why-general = 알맞은 사람을 찾는데 도움이 됩니다. 건너뛰여도 됩니다.
help-always = 어느 물음이든 건너뛰거나, 뒤로 가거나, 쉬거나, 그만두고 모두 지울수 있습니다. 언제든지 됩니다. 쉬면 대화는 가려집니다.
help-stop-word = 그만두는 말을 쓰면 묻지 않고 모든것을 곧 지웁니다.


### Stop and erase

erase-nothing = 여기서 그만두겠습니까? 보관한것은 아무것도 없습니다.
erase-draft = 정말 그만두고 여기서 해준 말을 모두 지우겠습니까? 다시 살릴수 없습니다.
erase-sent = 정말 모두 거두어들이겠습니까? 보낸것을 지웁니다. 다시 살릴수 없습니다.


### Reading back

review-read = 대답한것은 이렇습니다. 고치려면 그 번호를 누르십시오.
review-kept = 잠가서 보관하고있습니다. 다른것으로 바꾸려면 번호를 누르십시오.
review-none = 대답 없음
review-send = 다 마음에 들면 《보내기》를 누르십시오.


### Return words

words-coming-pause = 잠간만 기다려주십시오. 다시 올 때 쓸 낱말을 드립니다.
words-coming-sent = 고맙습니다. 보냈으며 잠갔습니다. 잠간만 기다려주십시오. 다시 올 때 쓸 낱말을 드립니다.
words-coming-anew = 잠간만 기다려주십시오. 새 낱말을 드립니다. 전의 낱말은 이제부터 쓰지 못합니다.
words-here = 이 낱말들을 쓰면 다른 손전화에서도 여기로 다시 올수 있습니다.
words-keep = 종이에 적어두거나 외우십시오. 낱말은 당신에 대하여 아무것도 말해주지 않습니다. 이것을 가진 사람은 누구나 당신을 대신하여 계속할수 있습니다.
words-minutes = 한번만 보여드립니다. { $minutes }분이 지나면 사라집니다.
words-once = 낱말은 한번 보여드렸으며 다시 보여드릴수 없습니다. 적어두지 못했으면 새것을 받을수 있습니다.
resume-ask = 낱말을 차례로, 통보문 하나에 모두 써주십시오.


### After sending

done-thanks = 고맙습니다. 쉽지 않은 일을 하셨습니다. 보낸것은 잘 들어왔으며 잠갔습니다.
done-urgent = 고맙습니다. 보낸것은 잘 들어왔으며 잠갔습니다. 우리 일군이 이것부터 먼저 봅니다.
done-next = 다음은 이렇습니다. 우리 일군이 읽고 허락한 일만 합니다. 련락해도 된다고 하였으면 정해준 시간에만 보냅니다. 더 보태지 않아도 됩니다.
done-clean = 손전화를 깨끗이 하려면: 이 대화를 지우고, 지운 사진과 록음이 남아있는 휴지통을 비우고, 복사해둔것을 지우십시오. 나중에 필요할수 있는 원본은 안전한데 두십시오.
done-later = { $days }일안에 여기에 다시 와서 새 낱말을 받거나 모두 거두어들일수 있습니다. 그다음에는 이 대화를 잊습니다. 그래도 보낸것을 지워달라고 우리 일군 누구에게나 말할수 있습니다.


### The practice terminal

terminal-failed = 보관하지 못하였습니다. 한번 더 해보십시오.
terminal-no-file = 그런 자료가 없습니다.
terminal-attached = 보거나 들으려면 이 자료를 여십시오: { $path }
