# Vietnamese. DRAFT: not reviewed by a native speaker.
#
# No list of return words exists in this language: people get six groups of four digits, so numbers are said here where
# English says words.
# Translated from en.ftl, whose comments say where each message stands. See README.md in this folder.

own-name = Tiếng Việt


### The lock screen: covers, buttons, menu

cover-class = Buổi học tới vẫn diễn ra như đã định. Nhớ mang theo vở nhé.
cover-delivery = Gói hàng đang trên đường đến. Bạn không cần làm gì cả.
cover-checkup = Nhắc nhỏ: uống đủ nước và ngủ đủ giấc.
cover-later = Bây giờ chưa tiện. Khi nào tiện, bạn hãy quay lại.
cover-ended = Xong rồi. Ở đây không còn gì nữa. Bạn có thể xóa cuộc trò chuyện này.

cover-page-title = Ở đây chưa có gì
cover-page-text = Trang này hiện chưa được dùng.

button-cover-ok = Được rồi

button-back = Quay lại
button-begin = Bắt đầu
button-close = Tiếp tục
button-cover = Che đi ngay
button-done = Chọn xong
button-go-on = Tiếp tục
button-help = Trợ giúp
button-language = Tiếng khác
button-later = Hỏi tôi sau
button-later-all = Để sau tất cả
button-leave = Bây giờ chưa được
button-less = ◀ Trước
button-more = Thêm ▶
button-next = Giữ và tiếp tục
button-no = Không
button-not-sure = Tôi không chắc
button-ok = Vâng, tôi đã đọc
button-pause = Tạm nghỉ
button-rather-not = Tôi không muốn nói
button-remove = Rút câu trả lời
button-send = Gửi
button-skip = Bỏ qua
button-stop = Dừng và xóa
button-to-review = Về các câu trả lời
button-urgent = Tôi cần giúp ngay
button-yes = Có
button-all = Hiện lại tất cả
button-films = Xem video của từng mục
button-listen = Nghe
button-picture = Xem hình
button-pictures = Xem hình của từng mục
button-read-back = ◀ Đọc lại phần trước
button-read-on = Đọc tiếp ▶
button-sounds = Nghe từng mục
button-undo = Bỏ mục vừa chọn
button-watch = Xem video
button-why = Vì sao hỏi điều này?

# Safety
button-alone-no = Không, có người ở gần
button-alone-yes = Vâng, chỉ có mình tôi
button-cover-checkup = Lời nhắc sức khỏe
button-cover-class = Buổi học
button-cover-delivery = Gói hàng
button-look-no = Không, không ai cả
button-look-yes = Có, có thể có người xem
button-phone-mine = Của tôi
button-phone-other = Của người khác
button-words-choose = Chọn từ

# Consent
button-check-may = Tôi có thể bỏ qua
button-check-must = Tôi phải trả lời
button-check-paid = Tôi bị thiệt
button-silence-destroy = Xóa đi
button-silence-keep = Giữ lại

# Erasing
button-erase = Vâng, xóa hết
button-keep = Không, giữ lại

# Return words
button-again = Thử lại
button-finish = Tôi xong rồi
button-words-have = Tôi có sáu số
button-words-new = Cho tôi số mới
button-words-written = Tôi đã ghi lại

# "Add another?" in a list that can grow
button-repeat-enough = Không, thế là hết
button-repeat-fewer = Bỏ cái cuối cùng
button-repeat-more = Có, thêm một

# The channel's own menu of commands
menu-help = Trợ giúp
menu-pause = Tạm nghỉ
menu-stop = Dừng


### Welcome

welcome-choose = Xin chọn tiếng của bạn.
welcome-choose-again = Xin bấm nút có tiếng của bạn.
welcome-hello = Xin chào. Thật tốt vì bạn đã đến đây.
welcome-time = Việc này mất khoảng 10 đến 15 phút. Bạn có thể dừng bất cứ lúc nào và làm tiếp sau.
welcome-free = Bạn không bắt buộc phải làm. Điều gì không muốn trả lời, bạn có thể bỏ qua.


### Safety gate

safety-alone = Trước hết là sự an toàn của bạn. Bây giờ bạn có đang ở một mình, nơi không ai thấy màn hình của bạn không?
safety-phone = Điện thoại này của ai?
safety-phone-other = Xin cẩn thận với điện thoại không phải của mình. Chúng tôi giữ cuộc trò chuyện này ngắn và dọn sạch dần. Bạn cũng có thể quay lại sau bằng điện thoại khác.
safety-look = Có ai có thể xem hoặc lấy điện thoại này của bạn không?
safety-look-yes = Vậy chúng ta cùng cẩn thận nhé. Bạn có thể che cuộc trò chuyện này bất cứ lúc nào. Bạn cũng có thể chọn một từ để xóa nó.
safety-cover = Khi bạn tạm nghỉ, cuộc trò chuyện này ẩn sau một tin nhắn bình thường. Nó nên trông như thế nào?
safety-words = Nếu muốn, bạn hãy chọn một mật khẩu. Khi đó, cuộc trò chuyện đã ẩn chỉ mở ra bằng từ ấy.
safety-words-stop = Bạn cũng có thể chọn một từ dừng. Khi bạn viết từ ấy, mọi thứ ở đây bị xóa ngay, không hỏi lại.
safety-code = Bây giờ xin viết mật khẩu của bạn. Hãy chọn từ mà bạn sẽ nhớ và không ai đoán được. Bạn có thể bỏ qua.
safety-stop = Bây giờ xin viết từ dừng của bạn. Hãy chọn từ mà bạn không bao giờ viết làm câu trả lời. Bạn có thể bỏ qua.


### Consent, step A

consent-about = Chúng tôi là một nhóm nhỏ. Chúng tôi lắng nghe những người đã rời Bắc Triều Tiên và muốn kể điều mình đã trải qua. Ở đây chúng tôi chỉ hỏi một chút. Nếu bạn muốn, sau này một người trong nhóm sẽ nói chuyện với bạn.
consent-not = Chúng tôi không phải công an, cũng không phải cơ quan nhà nước. Chúng tôi không thể đưa bạn sang nước khác, không thể cho bạn tị nạn hay tiền. Chúng tôi không thể hứa sau này sẽ ra sao. Nếu bạn nói không, sẽ không có gì xấu xảy ra và chúng tôi không nói với ai.
consent-why = Vì sao chúng tôi hỏi: để biết bạn có an toàn không, ai trong nhóm có thể giúp, và làm sao liên lạc với bạn. Sau này, và chỉ khi bạn đồng ý, điều bạn kể có thể giúp cho thấy sự thật và đòi công lý.
consent-who = Ai được xem: chỉ những người trong nhóm cần đến. Mỗi người chỉ giữ chìa khóa cho phần của mình. Mọi thứ được khóa lại và giữ chừng nào còn cần, và mỗi năm được xem xét lại.
consent-risk = Xin hãy nghĩ đến nguy hiểm. Nếu ai đó biết bạn đã nói chuyện với chúng tôi, bạn hoặc gia đình có thể bị hại. Chúng tôi làm nhiều việc để tránh điều đó, nhưng không ai có thể hứa an toàn tuyệt đối. Nếu có ai đang rất nguy hiểm, chúng tôi có thể phải bàn với bạn về việc nhờ giúp đỡ.
consent-withdraw = Bạn có thể đổi ý bất cứ lúc nào. Khi đó chúng tôi xóa những gì bạn đã kể. Nếu bạn đã đồng ý chia sẻ với ai, chúng tôi cũng báo cho họ.

consent-promise-telegram = Lời của bạn đi thế nào: Telegram và máy của chúng tôi thấy tin nhắn khi nó đến. Sau đó máy khóa nó ngay, không thể tự mở lại, và xóa nó khỏi cuộc trò chuyện này.
consent-promise-terminal = Đây là buổi tập trên máy này. Ai ngồi ở đây đều thấy những gì được gõ. Xin đừng kể điều gì có thật.
consent-promise-holders = Những lựa chọn bạn bấm được khóa trên máy của chúng tôi cho đến khi bạn gửi, vì câu hỏi sau dựa vào đó. Sau đó chỉ những người trong nhóm giữ chìa khóa mới mở được.

consent-check = Một câu hỏi nhỏ, để xem chúng tôi đã giải thích rõ chưa. Nếu bạn không muốn trả lời một câu hỏi thì sao?
consent-check-wrong = Chưa đúng, và đó là lỗi của chúng tôi. Câu nào bạn cũng có thể bỏ qua. Không có gì xấu xảy ra, và bạn không mất gì.
consent-store = Chúng tôi có thể giữ lại những gì bạn kể ở đây không?
consent-silence = Nếu bạn không quay lại trong { $days } ngày khi chưa làm xong, chúng tôi nên làm gì với những gì bạn đã kể?


### Further consents

consent-further = Gần xong rồi. Còn vài câu hỏi ngắn về những điều bạn cho phép. Câu nào bạn cũng có thể nói không, và sau này đổi lại.
consent-contact = Chúng tôi có thể liên lạc với bạn theo cách bạn đã cho biết không?
consent-interview = Chúng tôi có thể mời bạn nói chuyện với một người trong nhóm không?
consent-inside = Những người khác trong nhóm có thể đọc phần cần cho việc của họ không?
consent-statistics = Chúng tôi có thể đếm câu trả lời của bạn chung với của người khác, không để lộ bạn là ai, được không?
consent-statement = Nếu bạn đã kể với nơi khác: chúng tôi có thể xin bản ghi của họ, để bạn khỏi phải kể lại không?
consent-recording = Cuộc nói chuyện với bạn có thể được ghi âm hoặc ghi hình không?
consent-translation = Có thể để máy giúp dịch lời của bạn không? Luôn có người kiểm tra lại.


### Questions

question-progress = Câu { $n } trong khoảng { $m } câu
question-how-text = Xin viết câu trả lời thành một tin nhắn.
question-how-number = Xin viết một số.
question-how-decimal = Xin viết một số. Có thể có dấu chấm, ví dụ 2.5.
question-how-date = Xin viết ngày theo thứ tự năm, tháng, ngày. Ví dụ 2015-03-21.
question-how-time = Xin viết giờ. Ví dụ 14:30.
question-how-moment = Xin viết ngày và giờ. Ví dụ 2015-03-21 14:30.
question-how-image = Xin gửi một tấm ảnh.
question-how-audio = Xin ghi âm hoặc gửi một tin nhắn thoại.
question-how-video = Xin gửi một đoạn video.
question-how-file = Xin gửi một tệp.
question-how-barcode = Hãy viết các chữ và số bên cạnh các vạch.
question-how-month = Hãy viết năm và tháng. Ví dụ 2015-03.
question-how-year = Hãy viết năm. Ví dụ 2015.
question-how-place = Hãy cẩn thận: cho biết một nơi có thể nguy hiểm. Người khác có thể tìm ra bạn hoặc gia đình bạn. Nếu không chắc, hãy bỏ qua. Nếu an toàn, hãy viết hai số, như 10.5 20.5, hoặc gửi vị trí.
question-how-range = Hãy viết một số từ { $from } đến { $to }.
question-how-scale = Hãy bấm hoặc viết một số từ { $from } đến { $to }.
question-how-steps = Hãy viết một số từ { $from } đến { $to }, cách nhau { $step }.
question-how-rank = Hãy bấm lần lượt, cái thứ nhất trước. Khi tất cả đã có số, hãy bấm nút chọn xong.
question-how-several = Bạn có thể chọn nhiều mục. Sau đó hãy bấm nút chọn xong.
question-how-search = Danh sách này dài. Bạn cũng có thể viết một phần của từ cần tìm.
question-found = Đây là những mục hợp với chữ bạn viết.
question-found-many = Có nhiều mục hợp với chữ bạn viết. Đây là những mục đầu. Bạn có thể viết dài hơn.
question-page = Trang { $page } trong { $pages }
question-leaf = Phần { $page } trong { $pages } của câu hỏi này
repeat-first = Có mục nào để thêm không?
repeat-another = Bạn có muốn thêm cả mục này không?
question-wanted = Câu trả lời này giúp chúng tôi rất nhiều. Nhưng bạn vẫn có thể bỏ qua.
question-kept = Câu trả lời của bạn đã được giữ và khóa lại. Chúng tôi không thể cho xem lại. Nếu bạn gửi câu mới, nó sẽ thay câu cũ.
question-now = Câu trả lời hiện giờ: { $value }


### Why an answer was not taken

refused-required = Cần có câu này mới đi tiếp được. Nếu chưa trả lời được, bạn có thể tạm nghỉ rồi quay lại.
refused-constraint = Câu trả lời này có vẻ chưa hợp. Xin xem lại một lần nữa.
refused-choice = Ở đây không chọn được điều đó. Xin bấm một trong các nút.
refused-integer = Xin viết một số nguyên, ví dụ 3.
refused-number = Xin viết một số, ví dụ 3 hoặc 2.5.
refused-date = Không đọc được ngày. Xin viết năm, tháng và ngày, ví dụ 2015-03-21.
refused-time = Không đọc được giờ. Xin viết như 14:30.
refused-place = Không đọc được vị trí. Xin viết hai số, ví dụ 39.0 125.7.
refused-sealed = Không thể nhận câu trả lời theo cách này. Xin gửi lại.
refused-readonly = Ở đây không cần trả lời gì. Xin tiếp tục.


### Notices: one sentence above the screen

notice-buttons = Xin bấm một trong các nút bên dưới.
notice-caption-lost = Không giữ được những chữ đi kèm. Nếu quan trọng, hãy viết ở một câu trả lời khác.
notice-file-empty = Tệp đó không có gì. Xin thử lại.
notice-file-not-wanted = Cảm ơn bạn. Lúc này chưa cần tệp nên nó không được giữ lại.
notice-file-too-large = Tệp đó lớn quá. Chỉ nhận được nhiều nhất { $most } MB. Xin gửi tệp nhỏ hơn.
notice-file-unreadable = Tệp đó chưa đến trọn vẹn. Xin gửi lại một lần nữa.
notice-file-words-not-wanted = Cảm ơn bạn. Lúc này không cần tệp, nên tệp và những chữ đi kèm đều không được giữ. Nếu những chữ đó là câu trả lời, hãy viết thành tin nhắn.
notice-form-changed = Các câu hỏi đã thay đổi từ lần trước. Những gì bạn đã kể vẫn được giữ.
notice-form-changed-again = Các câu hỏi vừa thay đổi, nên tin nhắn cuối của bạn chưa được nhận. Những gì bạn kể trước đó vẫn được giữ. Hãy đọc câu hỏi và gửi lại câu trả lời.
notice-no-such-choice = Chưa rõ bạn muốn chọn điều nào. Xin bấm một nút.
notice-not-found = Không có mục nào hợp. Hãy viết ngắn hơn, hoặc xem từng trang.
notice-old-button = Nút đó thuộc bước trước. Bây giờ chúng ta ở đây.
notice-place-not-wanted = Lúc này không cần vị trí, nên nó không được giữ.
notice-rank-all = Hãy cho mỗi mục một số, hoặc bỏ qua câu hỏi này.
notice-send-file = Ở đây cần một tệp, không phải chữ. Bạn cũng có thể bỏ qua.
notice-too-long = Hơi dài một chút: { $sent } ký tự, mà chỉ giữ được nhiều nhất { $most }. Xin chép lại, rút ngắn rồi gửi lại. Tin nhắn của bạn còn ở đây một lát.
notice-unreadable = Có vài ký tự trong tin nhắn đó không đọc được. Xin viết lại.
notice-unsupported = Cảm ơn bạn, nhưng ở đây chỉ nhận được chữ, nút bấm, ảnh, tin nhắn thoại và tệp.
notice-welcome-back = Mừng bạn quay lại. Chúng ta tiếp tục từ chỗ đã dừng.
notice-word-length = Xin chọn từ dài từ { $shortest } đến { $longest } ký tự.
notice-word-same = Xin chọn từ khác với mật khẩu của bạn.
notice-word-saved = Từ của bạn đã được đặt. Xin nhớ lấy: chúng tôi không thể cho xem lại.
notice-words-busy = Bạn đã bắt đầu ở đây rồi. Xin gửi hoặc xóa nó trước, rồi viết lại các số.
notice-words-own = Đây là các số của cuộc trò chuyện này. Bạn đang ở đây rồi.
notice-words-wrong = Các số này không dẫn đến đâu cả. Xin xem lại từng số và thử lại.


### Signals: what is said when an answer shows that something cannot wait

signal-insider = Cảm ơn bạn đã cho biết. Xin đừng viết chi tiết về công việc của bạn ở đây. Trước khi bạn nói về việc đó, một luật sư có thể giải thích quyền của bạn.
signal-minor = Bạn không cần kể chuyện gì đã xảy ra. Chúng tôi chỉ muốn biết bạn có an toàn không và ai có thể giúp bạn.
urgent-told = Cảm ơn bạn đã cho biết. Một người trong nhóm sẽ xem việc này trước tiên.


### Help in danger

danger-now = Nếu bạn đang gặp nguy hiểm ngay lúc này: nếu được, hãy đến chỗ có nhiều người, hoặc đến với người bạn tin. An toàn của bạn quan trọng hơn cuộc trò chuyện này.
danger-body = Nếu bạn bị thương hoặc bị bệnh: hãy nhờ người ở gần gọi bác sĩ, hoặc gọi cấp cứu nơi bạn ở, nếu làm vậy là an toàn.
danger-heart = Nếu mọi thứ quá nặng nề, hoặc bạn nghĩ đến việc không sống nữa: xin đừng chịu một mình. Hôm nay hãy nói với một người ở gần bạn. Mọi việc có thể khá hơn. Bạn rất quan trọng.
danger-limits = Chúng tôi không thể tự đến chỗ bạn, và không phải lúc nào cũng có người đọc cuộc trò chuyện này.


### Help

help-why = Vì sao chúng tôi hỏi điều này:
help-why-general = Điều này giúp chúng tôi tìm người phù hợp cho bạn. Bạn có thể bỏ qua.
help-always = Bất cứ lúc nào, bạn có thể bỏ qua câu hỏi, quay lại, tạm nghỉ, hoặc dừng và xóa hết. Khi bạn tạm nghỉ, cuộc trò chuyện được ẩn đi.
help-stop-word = Khi bạn viết từ dừng của mình, mọi thứ bị xóa ngay, không hỏi lại.


### Stop and erase

erase-nothing = Bạn muốn dừng ở đây không? Chưa có gì được giữ lại.
erase-draft = Bạn có thật sự muốn dừng và xóa hết những gì đã kể ở đây không? Không thể lấy lại được.
erase-sent = Bạn có thật sự muốn rút lại tất cả không? Chúng tôi sẽ xóa những gì bạn đã gửi. Không thể lấy lại được.


### Reading back

review-read = Đây là những câu bạn đã trả lời. Muốn sửa câu nào, xin bấm số của câu đó.
review-kept = Đã giữ và khóa lại. Bấm số để thay bằng câu khác.
review-none = Chưa trả lời
review-send = Nếu mọi thứ đã đúng ý bạn, xin bấm “Gửi”.


### Return words

words-coming-pause = Xin đợi một chút: bạn sắp nhận các số để quay lại.
words-coming-sent = Cảm ơn bạn. Đã gửi và đã khóa. Xin đợi một chút: bạn sắp nhận các số để quay lại.
words-coming-anew = Xin đợi một chút: bạn sắp nhận các số mới. Các số cũ sẽ không dùng được nữa.
words-here = Các số này đưa bạn trở lại đây, cả từ điện thoại khác:
words-keep = Xin ghi ra giấy hoặc học thuộc. Chúng không nói gì về bạn. Ai có chúng đều có thể làm tiếp thay bạn.
words-minutes = Chúng chỉ hiện một lần. Sau { $minutes } phút chúng biến mất.
words-once = Các số của bạn đã hiện một lần và không thể hiện lại. Nếu chưa ghi, bạn có thể nhận số mới.
resume-ask = Xin viết các số hoặc các từ của bạn theo thứ tự, trong một tin nhắn.


### After sending

done-thanks = Cảm ơn bạn. Việc này cần lòng can đảm. Những gì bạn gửi đã đến và được khóa lại.
done-urgent = Cảm ơn bạn. Những gì bạn gửi đã đến và được khóa lại. Một người trong nhóm sẽ xem việc này trước tiên.
done-next = Tiếp theo: một người trong nhóm đọc, rồi làm những gì bạn đã cho phép. Nếu bạn đồng ý cho liên lạc, chúng tôi chỉ viết vào những giờ bạn đã chọn. Bạn không cần thêm gì nữa.
done-clean = Để dọn điện thoại: xóa cuộc trò chuyện này, dọn sạch thư mục ảnh và bản ghi đã xóa, và xóa những gì bạn đã chép. Bản gốc có thể cần sau này, xin giữ ở nơi an toàn.
done-later = Trong { $days } ngày, bạn có thể quay lại đây để nhận số mới hoặc rút lại tất cả. Sau đó, cuộc trò chuyện này bị quên đi. Bạn vẫn có thể nhờ bất cứ ai trong nhóm xóa những gì bạn đã gửi.


### The practice terminal

terminal-failed = Không giữ lại được. Xin thử lại một lần nữa.
terminal-no-file = Không có tệp đó.
terminal-attached = Để xem hoặc nghe, hãy mở tệp { $path }
