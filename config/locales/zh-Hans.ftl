# Chinese, simplified. DRAFT: not reviewed by a native speaker.
#
# Translated from en.ftl, whose comments say where each message stands. See README.md in this folder.

own-name = 中文


### The lock screen: covers, buttons, menu

cover-class = 下节课照常上课，请带上作业本。
cover-delivery = 您的包裹正在路上，不需要做什么。
cover-checkup = 提醒：多喝水，好好睡觉。
cover-later = 现在不太方便。您方便的时候再来。
cover-ended = 都结束了。这里什么也没有留下，您可以删除这个聊天。

cover-page-title = 这里还没有内容
cover-page-text = 这个页面目前没有使用。

button-cover-ok = 好的

button-back = 返回
button-begin = 开始
button-close = 继续
button-cover = 马上隐藏
button-done = 选好了
button-go-on = 继续
button-help = 帮助
button-language = 换一种语言
button-later = 以后再问我
button-later-all = 都以后再问
button-leave = 现在不行
button-less = ◀ 前面的
button-more = 更多 ▶
button-next = 不改，继续
button-no = 否
button-not-sure = 不清楚
button-ok = 是，我看过了
button-pause = 暂停
button-rather-not = 不想说
button-remove = 收回我的回答
button-send = 发送
button-skip = 跳过
button-stop = 停止并删除
button-to-review = 回到我的回答
button-urgent = 我现在需要帮助
button-yes = 是
button-all = 再显示全部
button-films = 看各项的视频
button-listen = 听一听
button-picture = 看图片
button-pictures = 看各项的图片
button-read-back = ◀ 往回读
button-read-on = 继续读 ▶
button-sounds = 听各项的声音
button-undo = 撤回最后一个
button-watch = 看视频
button-why = 为什么问这个？

# Safety
button-alone-no = 不是，旁边有人
button-alone-yes = 是，只有我一个人
button-cover-checkup = 健康提醒
button-cover-class = 上课
button-cover-delivery = 包裹
button-look-no = 不会
button-look-yes = 会，可能有人看
button-phone-mine = 是我的
button-phone-other = 是别人的
button-words-choose = 定一个词

# Consent
button-check-may = 可以跳过
button-check-must = 必须回答
button-check-paid = 会吃亏
button-silence-destroy = 删除
button-silence-keep = 保留

# Erasing
button-erase = 是，全部删除
button-keep = 不，留着

# Return words
button-again = 再试一次
button-finish = 我做完了
button-words-have = 我有八个词
button-words-new = 给我新的词
button-words-written = 我写下来了

# "Add another?" in a list that can grow
button-repeat-enough = 没有了，就这些
button-repeat-fewer = 去掉最后一个
button-repeat-more = 有，再加一个

# The channel's own menu of commands
menu-help = 帮助
menu-pause = 暂停
menu-stop = 停止


### Welcome

welcome-choose = 请选择您的语言。
welcome-choose-again = 请按写着您的语言的按钮。
welcome-hello = 您好，很高兴您来了。
welcome-time = 大约需要10到15分钟。您可以随时停下，以后再继续。
welcome-free = 您不是非做不可。不想回答的，跳过就行。


### Safety gate

safety-alone = 先说安全。您现在是一个人吗？没有人能看到您的屏幕吗？
safety-phone = 这部手机是谁的？
safety-phone-other = 如果手机不是您的，请小心。我们会让聊天简短，边聊边清除。您也可以以后用别的手机再来。
safety-look = 会不会有人看这部手机，或者把它拿走？
safety-look-yes = 那我们一起小心。您可以随时隐藏这个聊天，还可以定一个词，写出来就会删除聊天。
safety-cover = 您暂停的时候，聊天会藏在一条普通的信息后面。您希望它像什么？
safety-words = 如果愿意，请定一个暗号。这样，隐藏的聊天只有用暗号才能打开。
safety-words-stop = 您还可以定一个停止词。写出这个词，这里的一切会马上删除，不再询问。
safety-code = 现在请写您的暗号。要选您记得住、别人猜不到的词。可以跳过。
safety-stop = 现在请写您的停止词。要选您绝不会当作回答来写的词。可以跳过。


### Consent, step A

consent-about = 我们是一个小团队。离开朝鲜的人想说出自己的经历时，我们来听。在这里我们只问一点点。如果您愿意，以后我们团队会有人和您谈。
consent-not = 我们不是警察，也不是政府部门。我们不能带您去别的国家，也不能给您庇护或钱。以后会怎样，我们不能保证。您说不，也不会有坏事，我们不会告诉任何人。
consent-why = 我们为什么问：为了知道您是否安全，我们当中谁能帮您，怎样联系您。以后，只有您同意，您说的话才可能用来说明真相、寻求公道。
consent-who = 谁会看到：只有团队里需要看的人。每个人只有自己那一部分的钥匙。需要多久，就加锁保存多久，每年重新检查。
consent-risk = 请想一想危险。如果有人发现您和我们说过话，可能会伤害您或您的家人。我们会尽力防止，但谁也不能保证完全安全。如果有人有很大的危险，我们可能要和您商量怎样求助。
consent-withdraw = 您随时可以改变主意，我们就会删除您说过的话。如果您同意过给别人看，我们也会通知他们。

consent-promise-telegram = 您的话怎样传过来：信息到达时，Telegram和我们的机器能看到。然后机器马上把它锁上，再也打不开，并从这个聊天里删除。
consent-promise-terminal = 这是在这台机器上的练习。坐在这里的人能看到输入的内容。请不要说真事。
consent-promise-holders = 您按的选择会锁在我们的机器上，直到您发送，因为下一个问题要根据它来定。之后只有持有钥匙的团队成员才能打开。

consent-check = 问一个小问题，看看我们说清楚了没有。如果您不想回答某个问题，会怎么样？
consent-check-wrong = 不是的，是我们没说清楚。哪个问题都可以跳过。不会有坏事，也不会吃亏。
consent-store = 您在这里说的话，我们可以保存吗？
consent-silence = 如果您还没做完，{ $days }天没有回来，您说过的话该怎么办？


### Further consents

consent-further = 快完了。还有几个简短的问题，问您允许什么。每一个都可以说不，以后也可以改。
consent-contact = 我们可以按您说的方式联系您吗？
consent-interview = 我们可以请您和团队里的人谈一次吗？
consent-inside = 团队里的其他人可以看他们工作需要的那部分吗？
consent-statistics = 我们可以把您的回答和别人的放在一起统计吗？不会看出您是谁。
consent-statement = 如果您对别处说过，我们可以向他们要记录，让您不用再说一遍吗？
consent-recording = 和您谈话时，可以录音或录像吗？
consent-translation = 可以让机器帮忙翻译您的话吗？每次都有人再检查。


### Questions

question-progress = 第{ $n }题，大约共{ $m }题
question-how-text = 请把回答写成一条信息。
question-how-number = 请写数字。
question-how-decimal = 请写数字，可以有小数点。
question-how-date = 请写日期：年、月、日。例如2015-03-21。
question-how-time = 请写时间。例如14:30。
question-how-moment = 请写日期和时间。例如2015-03-21 14:30。
question-how-image = 请发一张照片。
question-how-audio = 请录音，或发一条语音信息。
question-how-video = 请发一段视频。
question-how-file = 请发一个文件。
question-how-barcode = 请写条码旁边的字母和数字。
question-how-month = 请写年和月。例如2015-03。
question-how-year = 请写年份。例如2015。
question-how-place = 请小心：说出位置可能有危险，别人可能因此找到您或您的家人。不确定就跳过。如果安全，请写两个数字，比如10.5 20.5，或者发送位置。
question-how-range = 请写一个{ $from }到{ $to }的数字。
question-how-scale = 请按或写一个{ $from }到{ $to }的数字。
question-how-steps = 请写一个{ $from }到{ $to }的数字，每次加{ $step }。
question-how-rank = 请一个接一个地按，排第一的先按。都有号码以后，请按完成。
question-how-several = 可以选几个，然后按完成。
question-how-search = 这个列表很长。您也可以写出要找的词的一部分。
question-found = 这些符合您写的。
question-found-many = 符合您写的有很多，这里是前面的一些。您可以写得长一点。
question-page = 第{ $page }页，共{ $pages }页
question-leaf = 这个问题的第{ $page }部分，共{ $pages }部分
repeat-first = 这里有要填的吗？
repeat-another = 还要加上这一个吗？
question-wanted = 这个回答对我们很有帮助。不过您还是可以跳过。
question-kept = 您的回答已经加锁保存，我们不能再给您看。如果您重新发，就会换成新的。
question-now = 您现在的回答：{ $value }


### Why an answer was not taken

refused-required = 要有这个回答才能继续。如果答不了，可以先暂停，以后再来。
refused-constraint = 这个回答好像不对，请再看一下。
refused-choice = 这里不能选这个。请按一个按钮。
refused-integer = 请写整数，比如3。
refused-number = 请写数字，比如3或2.5。
refused-date = 没看懂这个日期。请写年、月、日，比如2015-03-21。
refused-time = 没看懂这个时间。请写成14:30这样。
refused-place = 没看懂这个位置。请写两个数字，比如39.0 125.7。
refused-sealed = 这个回答不能这样收。请重新发。
refused-readonly = 这里不用回答。请继续。


### Notices: one sentence above the screen

notice-buttons = 请按下面的一个按钮。
notice-caption-lost = 旁边的文字没能保存。如果重要，请写在别的回答里。
notice-file-empty = 那个文件是空的。请再试一次。
notice-file-not-wanted = 谢谢。现在不需要文件，所以没有保存。
notice-file-too-large = 那个文件太大，最多{ $most } MB。请发小一点的。
notice-file-unreadable = 那个文件没有收全。请再发一次。
notice-file-words-not-wanted = 谢谢。现在不需要文件，所以文件和旁边的文字都没有保存。如果那些文字是您的回答，请写成信息发来。
notice-form-changed = 您上次来过之后，问题有了变化。您说过的话仍然保存着。
notice-form-changed-again = 问题刚刚有了变化，所以没有收下您的上一条信息。您以前说过的话仍然保存着。请看一下问题，再发一次回答。
notice-no-such-choice = 不清楚您说的是哪一个。请按按钮。
notice-not-found = 列表里没有符合的。请写短一点，或者一页一页地找。
notice-old-button = 那是前面一步的按钮。现在到这里了。
notice-place-not-wanted = 现在不需要位置，所以没有保存。
notice-rank-all = 请给每一个都排上号，或者跳过这个问题。
notice-send-file = 这里要的是文件，不是文字。也可以跳过。
notice-too-long = 有点长：{ $sent }个字，最多能保存{ $most }个。请复制下来，改短一点再发。您的信息会在这里留一小会儿。
notice-unreadable = 那条信息里有些字读不出来。请再写一次。
notice-unsupported = 谢谢，不过这里只能收文字、按钮、照片、语音和文件。
notice-welcome-back = 您回来了。我们从停下的地方继续。
notice-word-length = 请定一个{ $shortest }到{ $longest }个字的词。
notice-word-same = 请定一个和暗号不一样的词。
notice-word-saved = 词已经定好。请记住，我们不能再给您看。
notice-words-busy = 您在这里已经开始了。请先发送或删除，然后再写那些词。
notice-words-own = 这就是这个聊天的词。您已经在这里了。
notice-words-wrong = 这些词打不开任何地方。请一个一个看一遍，再试一次。


### Signals: what is said when an answer shows that something cannot wait

signal-insider = 谢谢您告诉我们。请不要在这里写工作的细节。在您开口之前，律师可以说明您的权利。
signal-minor = 不用说发生过什么。我们只想知道你是否安全，谁能帮你。
urgent-told = 谢谢您告诉我们。我们团队会有人先看这件事。


### Help in danger

danger-now = 如果您现在有危险：能走的话，请去有人的地方，或者去找您信任的人。您的安全比这个聊天重要。
danger-body = 如果您受伤或生病：请身边的人帮您找医生；如果安全，请叫当地的急救。
danger-heart = 如果您觉得撑不住，或者有不想活的念头：请不要一个人扛着。今天就告诉身边的一个人。会好起来的，您很重要。
danger-limits = 我们不能亲自过来，这个聊天也不是每时每刻都有人看。


### Help

help-why = 我们问这个，是因为：
help-why-general = 这能帮我们找到合适的人。您可以跳过。
help-always = 您随时可以跳过问题、返回、暂停，或者停止并全部删除。暂停的时候，聊天会隐藏。
help-stop-word = 写出您的停止词，一切会马上删除，不再询问。


### Stop and erase

erase-nothing = 您要在这里停下吗？什么也没有保存。
erase-draft = 您真的要停下，并删除您在这里说过的一切吗？删除后不能恢复。
erase-sent = 您真的要全部收回吗？我们会删除您发来的内容，不能恢复。


### Reading back

review-read = 这是您的回答。要改哪一个，请按它的号码。
review-kept = 已加锁保存。要换成别的，请按号码。
review-none = 没有回答
review-send = 如果都没问题，请按“发送”。


### Return words

words-coming-pause = 请稍等，马上给您回来时要用的词。
words-coming-sent = 谢谢。已经发送并锁好。请稍等，马上给您回来时要用的词。
words-coming-anew = 请稍等，马上给您新的词。以前的词从此不能用了。
words-here = 用这些词，您换了手机也能回到这里：
words-keep = 请写在纸上，或者背下来。这些词不会透露您的任何事。谁有这些词，谁就能代替您继续。
words-minutes = 只显示一次，{ $minutes }分钟后消失。
words-once = 您的词已经显示过一次，不能再显示。如果没有写下来，可以要新的。
resume-ask = 请按顺序写出那些词，写在一条信息里。


### After sending

done-thanks = 谢谢您，这需要勇气。您发的内容已经收到并锁好。
done-urgent = 谢谢您。您发的内容已经收到并锁好。我们团队会有人先看。
done-next = 接下来：我们团队会有人看，然后只做您允许的事。如果您同意我们联系，我们只在您选的时间发。您不用再补充什么。
done-clean = 清理手机：删除这个聊天，清空“最近删除”的照片和录音，删除复制过的内容。以后可能要用的原件，请放在安全的地方。
done-later = { $days }天之内，您可以回到这里要新的词，或者全部收回。之后我们会忘记这个聊天。您仍然可以请我们团队的任何人删除您发的内容。


### The practice terminal

terminal-failed = 没能保存。请再试一次。
terminal-no-file = 没有这个文件。
terminal-attached = 要看或听，请打开文件 { $path }
