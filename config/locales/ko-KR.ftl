# Korean, southern wording. DRAFT: not reviewed by a native speaker.
#
# Translated from en.ftl, whose comments say where each message stands. See README.md in this folder.

own-name = 한국어


### The lock screen: covers, buttons, menu

cover-class = 다음 수업은 예정대로 진행됩니다. 공책을 가져오세요.
cover-delivery = 택배가 배송 중입니다. 따로 하실 일은 없습니다.
cover-checkup = 알림: 물을 충분히 마시고 푹 주무세요.
cover-later = 지금은 때가 아닌 것 같습니다. 편하실 때 다시 오세요.
cover-ended = 다 끝났습니다. 여기에는 아무것도 남아 있지 않습니다. 이 대화는 지우셔도 됩니다.

cover-page-title = 아직 아무것도 없습니다
cover-page-text = 이 페이지는 지금 사용하지 않습니다.

button-cover-ok = 확인

button-back = 뒤로
button-begin = 시작하기
button-close = 계속하기
button-cover = 지금 가리기
button-done = 다 골랐습니다
button-go-on = 계속하기
button-help = 도움말
button-language = 다른 언어
button-later = 나중에 물어봐 주세요
button-later-all = 모두 나중에
button-leave = 지금은 안 됩니다
button-less = ◀ 앞의 것
button-more = 더 보기 ▶
button-next = 그대로 두고 계속하기
button-no = 아니요
button-not-sure = 잘 모르겠습니다
button-ok = 예, 읽었습니다
button-pause = 잠시 쉬기
button-rather-not = 말하고 싶지 않습니다
button-remove = 내 답 빼기
button-send = 보내기
button-skip = 건너뛰기
button-stop = 그만두고 지우기
button-to-review = 내 답으로 돌아가기
button-urgent = 지금 도움이 필요합니다
button-yes = 예
button-all = 다시 모두 보기
button-films = 보기 영상으로 보기
button-listen = 듣기
button-picture = 그림 보기
button-pictures = 그림들 보기
button-read-back = ◀ 앞으로
button-read-on = 계속 읽기 ▶
button-sounds = 보기 소리로 듣기
button-undo = 마지막 것 되돌리기
button-watch = 영상 보기
button-why = 왜 묻나요?

# Safety
button-alone-no = 아니요, 곁에 사람이 있습니다
button-alone-yes = 예, 혼자입니다
button-cover-checkup = 건강 알림
button-cover-class = 수업
button-cover-delivery = 택배
button-look-no = 아니요, 없습니다
button-look-yes = 예, 볼 수 있습니다
button-phone-mine = 제 것입니다
button-phone-other = 다른 사람의 것입니다
button-words-choose = 말 정하기

# Consent
button-check-may = 건너뛰어도 됩니다
button-check-must = 꼭 답해야 합니다
button-check-paid = 손해를 봅니다
button-silence-destroy = 지워 주세요
button-silence-keep = 보관해 주세요

# Erasing
button-erase = 예, 모두 지우기
button-keep = 아니요, 그냥 두기

# Return words
button-again = 다시 하기
button-finish = 다 했습니다
button-words-have = 저에게 낱말 여덟 개가 있습니다
button-words-new = 새 낱말 받기
button-words-written = 받아 적었습니다

# "Add another?" in a list that can grow
button-repeat-enough = 아니요, 이것이 다입니다
button-repeat-fewer = 마지막 것 빼기
button-repeat-more = 예, 하나 더

# The channel's own menu of commands
menu-help = 도움말
menu-pause = 잠시 쉬기
menu-stop = 그만두기


### Welcome

welcome-choose = 어느 언어로 하시겠어요? 골라 주세요.
welcome-choose-again = 사용하실 언어가 적힌 버튼을 눌러 주세요.
welcome-hello = 안녕하세요. 잘 오셨습니다.
welcome-time = 10분에서 15분쯤 걸립니다. 언제든지 멈췄다가 나중에 이어서 하실 수 있습니다.
welcome-free = 꼭 하지 않으셔도 됩니다. 답하고 싶지 않은 것은 건너뛰시면 됩니다.


### Safety gate

safety-alone = 먼저 안전부터 살피겠습니다. 지금 혼자 계신가요? 화면을 볼 수 있는 사람이 없나요?
safety-phone = 이 휴대전화는 누구의 것인가요?
safety-phone-other = 다른 사람의 휴대전화라면 조심해 주세요. 우리는 이 대화를 짧게 하고 그때그때 지웁니다. 나중에 다른 휴대전화로 다시 오셔도 됩니다.
safety-look = 누가 이 휴대전화를 보거나 빼앗을 수 있나요?
safety-look-yes = 그렇다면 함께 조심하겠습니다. 이 대화는 아무 때나 가릴 수 있습니다. 쓰기만 하면 대화가 지워지는 말도 정하실 수 있습니다.
safety-cover = 쉬실 때는 이 대화가 평범한 메시지 뒤에 숨습니다. 어떤 모습이 좋을까요?
safety-words = 원하시면 암호를 정하세요. 그러면 가려진 대화는 그 암호로만 열립니다.
safety-words-stop = 멈춤말도 정하실 수 있습니다. 그 말을 쓰시면 묻지 않고 여기 있는 모든 것을 바로 지웁니다.
safety-code = 이제 암호를 써 주세요. 잊지 않을 말, 아무도 알아맞히지 못할 말이 좋습니다. 건너뛰어도 됩니다.
safety-stop = 이제 멈춤말을 써 주세요. 답으로는 절대 쓰지 않을 말이 좋습니다. 건너뛰어도 됩니다.


### Consent, step A

consent-about = 우리는 작은 팀입니다. 북한을 떠나온 분들이 겪은 일을 말하고 싶어 하실 때 그 이야기를 듣습니다. 여기서는 조금만 여쭙니다. 원하시면 나중에 우리 팀의 사람이 직접 이야기를 나눕니다.
consent-not = 우리는 경찰도 아니고 정부 기관도 아닙니다. 다른 나라로 데려다 드릴 수 없고, 망명이나 돈을 드릴 수도 없습니다. 앞으로 어떻게 될지 약속할 수 없습니다. 싫다고 하셔도 나쁜 일은 없으며, 아무에게도 알리지 않습니다.
consent-why = 여쭙는 까닭은 이렇습니다. 지금 안전하신지, 우리 가운데 누가 도울 수 있는지, 어떻게 연락할 수 있는지 알기 위해서입니다. 나중에, 본인이 허락하실 때에만, 그 이야기는 진실을 밝히고 정의를 구하는 데 쓰일 수 있습니다.
consent-who = 보는 사람: 우리 팀에서 꼭 필요한 사람만 봅니다. 각자 자기 몫을 여는 열쇠만 가지고 있습니다. 필요한 동안 잠가서 보관하며, 해마다 다시 살펴봅니다.
consent-risk = 위험도 생각해 주세요. 우리와 이야기한 것을 누가 알게 되면 본인이나 가족이 해를 입을 수 있습니다. 우리는 그런 일이 없도록 많이 애쓰지만, 완전한 안전은 아무도 약속할 수 없습니다. 누군가 큰 위험에 놓였을 때는 도움을 청하는 일을 함께 의논해야 할 수도 있습니다.
consent-withdraw = 마음은 언제든지 바꾸실 수 있습니다. 그러면 해 주신 말을 지웁니다. 누구와 나누는 것을 허락하셨다면 그쪽에도 알립니다.

consent-promise-telegram = 말이 전해지는 길: 메시지가 들어올 때 텔레그램과 우리 기계가 그것을 봅니다. 그다음 기계는 바로 그것을 잠그고, 잠근 뒤에는 다시 열지 못합니다. 그리고 이 대화에서 지웁니다.
consent-promise-terminal = 이것은 이 기계에서 하는 연습입니다. 여기 앉은 사람은 무엇을 입력하는지 볼 수 있습니다. 진짜 이야기는 하지 마세요.
consent-promise-holders = 눌러서 고르신 답은 다음 질문을 정하는 데 쓰이므로, 보내실 때까지 우리 기계에 잠가 둡니다. 그다음에는 열쇠를 가진 팀원만 열 수 있습니다.

consent-check = 우리가 제대로 설명했는지 보려고 한 가지만 여쭙겠습니다. 질문에 답하고 싶지 않으면 어떻게 되나요?
consent-check-wrong = 그렇지 않습니다. 우리가 잘 설명하지 못했습니다. 어느 질문이든 건너뛰셔도 됩니다. 나쁜 일도 없고 손해도 없습니다.
consent-store = 여기서 해 주신 말을 우리가 보관해도 될까요?
consent-silence = 다 마치기 전에 { $days }일 동안 다시 오지 않으시면, 그때까지 해 주신 말을 어떻게 할까요?


### Further consents

consent-further = 거의 다 됐습니다. 무엇을 허락하시는지 짧게 몇 가지 여쭙겠습니다. 하나하나 싫다고 하셔도 되고 나중에 바꾸셔도 됩니다.
consent-contact = 알려 주신 방법으로 연락해도 될까요?
consent-interview = 우리 팀의 사람과 이야기하는 자리에 초대해도 될까요?
consent-inside = 우리 팀의 다른 사람이 자기 일에 필요한 만큼 읽어도 될까요?
consent-statistics = 누구인지 알 수 없게 해서, 다른 사람들의 답과 함께 수를 세어도 될까요?
consent-statement = 이미 다른 곳에서 말씀하셨다면, 다시 말하지 않으셔도 되도록 그곳에 기록을 요청해도 될까요?
consent-recording = 나누는 이야기를 소리나 영상으로 녹음·녹화해도 될까요?
consent-translation = 말을 옮기는 데 기계의 도움을 받아도 될까요? 언제나 사람이 다시 확인합니다.


### Questions

question-progress = { $m }개쯤 가운데 { $n }번째
question-how-text = 답을 메시지로 써 주세요.
question-how-number = 숫자로 써 주세요.
question-how-decimal = 숫자로 써 주세요. 소수점을 써도 됩니다.
question-how-date = 날짜를 년, 월, 일로 써 주세요. 예: 2015-03-21.
question-how-time = 시간을 써 주세요. 예: 14:30.
question-how-moment = 날짜와 시간을 써 주세요. 예: 2015-03-21 14:30.
question-how-image = 사진을 보내 주세요.
question-how-audio = 음성을 녹음해서 보내 주세요.
question-how-video = 동영상을 보내 주세요.
question-how-file = 파일을 보내 주세요.
question-how-barcode = 줄무늬 옆에 있는 글자와 숫자를 써 주세요.
question-how-month = 년과 월을 써 주세요. 예: 2015-03.
question-how-year = 연도를 써 주세요. 예: 2015.
question-how-place = 조심하세요. 위치를 알려 주는 것은 위험할 수 있습니다. 다른 사람이 본인이나 가족을 찾아낼 수 있습니다. 확실하지 않으면 건너뛰세요. 안전하다면 10.5 20.5처럼 숫자 두 개를 쓰거나 위치를 보내 주세요.
question-how-range = { $from }부터 { $to }까지의 숫자를 써 주세요.
question-how-scale = { $from }부터 { $to }까지의 숫자를 누르거나 써 주세요.
question-how-steps = { $from }부터 { $to }까지, { $step }씩 커지는 숫자를 써 주세요.
question-how-rank = 첫 번째 것부터 차례로 누르세요. 모두 번호가 붙으면 ‘다 골랐습니다’를 누르세요.
question-how-several = 여러 개를 고르셔도 됩니다. 그다음 ‘다 골랐습니다’를 누르세요.
question-how-search = 목록이 깁니다. 찾으시는 말의 일부를 쓰셔도 됩니다.
question-found = 쓰신 말에 맞는 것은 이렇습니다.
question-found-many = 쓰신 말에 맞는 것이 많습니다. 앞의 것만 보여 드립니다. 말을 조금 더 길게 쓰셔도 됩니다.
question-page = { $pages }쪽 가운데 { $page }쪽
question-leaf = 이 질문의 { $pages }부분 가운데 { $page }번째
repeat-first = 여기에 적을 것이 있나요?
repeat-another = 이것도 더 적으시겠어요?
question-wanted = 이 답은 큰 도움이 됩니다. 그래도 건너뛰셔도 됩니다.
question-kept = 답은 잠가서 보관하고 있습니다. 다시 보여 드릴 수는 없습니다. 새로 보내시면 그것으로 바뀝니다.
question-now = 지금 답: { $value }


### Why an answer was not taken

refused-required = 이것은 있어야 계속할 수 있습니다. 답할 수 없으면 쉬었다가 다시 오셔도 됩니다.
refused-constraint = 이 답은 맞지 않는 것 같습니다. 한 번 더 봐 주세요.
refused-choice = 그것은 여기서 고를 수 없습니다. 버튼 가운데 하나를 눌러 주세요.
refused-integer = 3처럼 정수로 써 주세요.
refused-number = 3이나 2.5처럼 숫자로 써 주세요.
refused-date = 날짜를 알아보지 못했습니다. 2015-03-21처럼 년, 월, 일로 써 주세요.
refused-time = 시간을 알아보지 못했습니다. 14:30처럼 써 주세요.
refused-place = 위치를 알아보지 못했습니다. 39.0 125.7처럼 숫자 두 개로 써 주세요.
refused-sealed = 이 답은 이렇게 받을 수 없습니다. 다시 보내 주세요.
refused-readonly = 여기에는 답하실 것이 없습니다. 계속해 주세요.


### Notices: one sentence above the screen

notice-buttons = 아래 버튼 가운데 하나를 눌러 주세요.
notice-caption-lost = 함께 쓰신 글은 보관하지 못했습니다. 중요한 글이라면 다른 답에 써 주세요.
notice-file-empty = 그 파일에는 아무것도 들어 있지 않았습니다. 다시 보내 주세요.
notice-file-not-wanted = 고맙습니다. 지금은 파일이 필요하지 않아서 보관하지 않았습니다.
notice-file-too-large = 그 파일은 너무 큽니다. { $most } MB까지 받을 수 있습니다. 더 작은 것을 보내 주세요.
notice-file-unreadable = 그 파일이 다 들어오지 않았습니다. 한 번 더 보내 주세요.
notice-file-words-not-wanted = 고맙습니다. 지금은 파일이 필요하지 않아서 파일도 함께 쓰신 글도 보관하지 않았습니다. 그 글이 답이라면 메시지로 써 주세요.
notice-form-changed = 지난번에 오신 뒤에 질문이 바뀌었습니다. 해 주신 말은 그대로 보관하고 있습니다.
notice-form-changed-again = 방금 질문이 바뀌어서 마지막 메시지는 받지 못했습니다. 그전에 해 주신 말은 그대로 보관하고 있습니다. 질문을 읽고 답을 다시 보내 주세요.
notice-no-such-choice = 어느 것을 말씀하시는지 잘 모르겠습니다. 버튼을 눌러 주세요.
notice-not-found = 목록에 맞는 것이 없습니다. 말을 더 짧게 쓰거나 쪽을 넘기며 찾아보세요.
notice-old-button = 그것은 이미 지나간 버튼입니다. 지금은 여기입니다.
notice-place-not-wanted = 지금은 위치가 필요하지 않아서 보관하지 않았습니다.
notice-rank-all = 모두 번호를 붙이거나 이 질문을 건너뛰어 주세요.
notice-send-file = 여기서는 글이 아니라 파일을 받습니다. 건너뛰셔도 됩니다.
notice-too-long = 글이 조금 깁니다. { $sent }자인데 { $most }자까지 보관할 수 있습니다. 복사해서 줄인 뒤 다시 보내 주세요. 보내신 메시지는 잠시 여기에 남아 있습니다.
notice-unreadable = 그 메시지에 읽을 수 없는 글자가 있습니다. 한 번 더 써 주세요.
notice-unsupported = 고맙습니다만 글, 버튼, 사진, 음성, 파일만 받을 수 있습니다.
notice-welcome-back = 다시 오셨군요. 멈추신 곳부터 이어서 합니다.
notice-word-length = { $shortest }자에서 { $longest }자 사이의 말로 정해 주세요.
notice-word-same = 암호와 다른 말로 정해 주세요.
notice-word-saved = 말을 정했습니다. 다시 보여 드릴 수 없으니 기억해 주세요.
notice-words-busy = 여기서 이미 시작하신 것이 있습니다. 그것을 먼저 보내거나 지우신 뒤 낱말을 다시 써 주세요.
notice-words-own = 그것은 이 대화의 낱말입니다. 이미 여기에 와 계십니다.
notice-words-wrong = 이 낱말로는 갈 수 있는 곳이 없습니다. 낱말을 하나씩 살펴보고 다시 해 보세요.


### Signals: what is said when an answer shows that something cannot wait

signal-insider = 알려 주셔서 고맙습니다. 하던 일에 대해서는 여기에 자세히 쓰지 마세요. 말하기 전에 변호사에게서 자기 권리에 대한 설명을 들을 수 있습니다.
signal-minor = 무슨 일이 있었는지는 말하지 않아도 됩니다. 우리는 안전한지, 누가 도울 수 있는지만 알고 싶습니다.
urgent-told = 알려 주셔서 고맙습니다. 우리 팀의 사람이 이것부터 먼저 봅니다.


### Help in danger

danger-now = 지금 당장 위험하시면, 할 수 있는 대로 사람들이 있는 곳이나 믿는 사람에게 가세요. 이 대화보다 안전이 더 중요합니다.
danger-body = 다치거나 아프시면, 곁에 있는 사람에게 의사를 불러 달라고 하세요. 안전하다면 그곳의 구급대를 부르세요.
danger-heart = 너무 힘들거나 죽고 싶은 생각이 들면 혼자 참지 마세요. 오늘 곁에 있는 한 사람에게 말하세요. 나아질 수 있습니다. 당신은 소중한 사람입니다.
danger-limits = 우리가 직접 찾아갈 수는 없습니다. 그리고 이 대화를 언제나 보고 있는 것은 아닙니다.


### Help

help-why = 이것을 묻는 까닭:
help-why-general = 알맞은 사람을 찾는 데 도움이 됩니다. 건너뛰셔도 됩니다.
help-always = 어느 질문이든 건너뛰거나, 뒤로 가거나, 쉬거나, 그만두고 모두 지우실 수 있습니다. 언제든지 됩니다. 쉬시면 대화는 가려집니다.
help-stop-word = 멈춤말을 쓰시면 묻지 않고 모든 것을 바로 지웁니다.


### Stop and erase

erase-nothing = 여기서 그만두시겠어요? 보관한 것은 아무것도 없습니다.
erase-draft = 정말 그만두고 여기서 해 주신 말을 모두 지울까요? 되살릴 수 없습니다.
erase-sent = 정말 모두 거두어들이시겠어요? 보내신 것을 지웁니다. 되살릴 수 없습니다.


### Reading back

review-read = 답하신 것은 이렇습니다. 고치려면 그 번호를 누르세요.
review-kept = 잠가서 보관하고 있습니다. 다른 것으로 바꾸려면 번호를 누르세요.
review-none = 답 없음
review-send = 다 괜찮으시면 ‘보내기’를 누르세요.


### Return words

words-coming-pause = 잠깐만 기다려 주세요. 다시 오실 때 쓸 낱말을 드립니다.
words-coming-sent = 고맙습니다. 보냈고 잠갔습니다. 잠깐만 기다려 주세요. 다시 오실 때 쓸 낱말을 드립니다.
words-coming-anew = 잠깐만 기다려 주세요. 새 낱말을 드립니다. 전의 낱말은 이제 쓸 수 없습니다.
words-here = 이 낱말들을 쓰시면 다른 휴대전화에서도 여기로 다시 오실 수 있습니다.
words-keep = 종이에 적어 두거나 외우세요. 낱말은 본인에 대해 아무것도 말해 주지 않습니다. 이것을 가진 사람은 누구나 대신 이어서 할 수 있습니다.
words-minutes = 한 번만 보여 드립니다. { $minutes }분이 지나면 사라집니다.
words-once = 낱말은 한 번 보여 드렸고 다시 보여 드릴 수 없습니다. 적어 두지 못하셨다면 새것을 받으실 수 있습니다.
resume-ask = 낱말을 차례대로, 메시지 하나에 모두 써 주세요.


### After sending

done-thanks = 고맙습니다. 쉽지 않은 일을 하셨습니다. 보내신 것은 잘 들어왔고 잠갔습니다.
done-urgent = 고맙습니다. 보내신 것은 잘 들어왔고 잠갔습니다. 우리 팀의 사람이 이것부터 먼저 봅니다.
done-next = 다음은 이렇습니다. 우리 팀의 사람이 읽고 허락하신 일만 합니다. 연락해도 된다고 하셨다면 정해 주신 시간에만 보냅니다. 더 보태지 않으셔도 됩니다.
done-clean = 휴대전화를 깨끗이 하려면: 이 대화를 지우고, 삭제한 사진과 녹음이 남아 있는 휴지통을 비우고, 복사해 둔 것을 지우세요. 나중에 필요할 수 있는 원본은 안전한 곳에 두세요.
done-later = { $days }일 안에 여기에 다시 오셔서 새 낱말을 받거나 모두 거두어들이실 수 있습니다. 그 뒤에는 이 대화를 잊습니다. 그래도 보내신 것을 지워 달라고 우리 팀의 누구에게든 말씀하실 수 있습니다.


### The practice terminal

terminal-failed = 보관하지 못했습니다. 한 번 더 해 보세요.
terminal-no-file = 그런 파일이 없습니다.
terminal-attached = 보거나 들으려면 이 파일을 여세요: { $path }
