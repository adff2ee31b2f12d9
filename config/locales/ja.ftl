# Japanese. DRAFT: not reviewed by a native speaker.
#
# Translated from en.ftl, whose comments say where each message stands. See README.md in this folder.

own-name = 日本語


### The lock screen: covers, buttons, menu

cover-class = 次のじゅぎょうは予定どおりです。ノートを持ってきてください。
cover-delivery = お荷物をお届けしているところです。何もしなくてだいじょうぶです。
cover-checkup = お知らせ：水をしっかり飲んで、よくねましょう。
cover-later = 今はつごうがよくありません。よいときに、また来てください。
cover-ended = ぜんぶ終わりました。ここには何も残っていません。このチャットは消してかまいません。

cover-page-title = まだ何もありません
cover-page-text = このページは、今は使っていません。

button-cover-ok = わかりました

button-back = もどる
button-begin = はじめる
button-close = つづける
button-cover = 今すぐかくす
button-done = えらび終わりました
button-go-on = つづける
button-help = ヘルプ
button-language = ほかの言葉
button-later = あとで聞いてください
button-later-all = ぜんぶあとで
button-leave = 今はやめます
button-less = ◀ 前へ
button-more = もっと見る ▶
button-next = このままつづける
button-no = いいえ
button-not-sure = よくわかりません
button-ok = はい、読みました
button-pause = 休む
button-rather-not = 言いたくありません
button-remove = 答えを取り消す
button-send = 送る
button-skip = とばす
button-stop = やめて消す
button-to-review = 自分の答えにもどる
button-urgent = 今すぐ助けがほしい
button-yes = はい
button-all = もう一度ぜんぶ見る
button-films = えらぶものの動画を見る
button-listen = 聞く
button-picture = 絵を見る
button-pictures = えらぶものの絵を見る
button-read-back = ◀ 前を読む
button-read-on = つづきを読む ▶
button-sounds = えらぶものの音を聞く
button-undo = 最後の一つを取り消す
button-watch = 動画を見る
button-why = なぜ聞くのですか

# Safety
button-alone-no = いいえ、近くに人がいます
button-alone-yes = はい、ひとりです
button-cover-checkup = 健康のお知らせ
button-cover-class = じゅぎょう
button-cover-delivery = 荷物の配達
button-look-no = いいえ、だれも見ません
button-look-yes = はい、見られるかもしれません
button-phone-mine = 自分のものです
button-phone-other = ほかの人のものです
button-words-choose = 言葉を決める

# Consent
button-check-may = とばしてもよい
button-check-must = かならず答える
button-check-paid = 何か損をする
button-silence-destroy = 消してください
button-silence-keep = 残してください

# Erasing
button-erase = はい、ぜんぶ消します
button-keep = いいえ、残します

# Return words
button-again = もう一度
button-finish = 終わりました
button-words-have = 八つの言葉を持っています
button-words-new = 新しい言葉をもらう
button-words-written = 書きとめました

# "Add another?" in a list that can grow
button-repeat-enough = いいえ、これでぜんぶです
button-repeat-fewer = 最後の一つを取りのぞく
button-repeat-more = はい、もう一つ

# The channel's own menu of commands
menu-help = ヘルプ
menu-pause = 休む
menu-stop = やめる


### Welcome

welcome-choose = 言葉をえらんでください。
welcome-choose-again = あなたの言葉のボタンをおしてください。
welcome-hello = こんにちは。来てくださって、ありがとうございます。
welcome-time = 10分から15分くらいかかります。いつでもやめられますし、あとでつづきができます。
welcome-free = かならずしなければならないものではありません。答えたくないことは、とばしてかまいません。


### Safety gate

safety-alone = まず、あなたの安全のことです。今、ひとりですか。画面を見る人はいませんか。
safety-phone = このけいたい電話は、だれのものですか。
safety-phone-other = 自分のものでないけいたい電話は、気をつけて使ってください。私たちは、このチャットを短くして、そのつど消していきます。あとで、ほかのけいたい電話でまた来てもかまいません。
safety-look = だれかがこのけいたい電話を見たり、取りあげたりするかもしれませんか。
safety-look-yes = では、いっしょに気をつけましょう。このチャットはいつでもかくせます。書くだけでチャットが消える言葉を決めることもできます。
safety-cover = 休むとき、このチャットはふつうのお知らせのうしろにかくれます。どんなお知らせがよいですか。
safety-words = よければ、合い言葉を決めてください。そうすると、かくれたチャットはその合い言葉でしか開きません。
safety-words-stop = 「消す言葉」を決めることもできます。その言葉を書くと、ここにあるものは、聞き返されずに、すぐにぜんぶ消えます。
safety-code = では、合い言葉を書いてください。わすれない言葉で、だれにも当てられない言葉がよいです。とばしてもかまいません。
safety-stop = 次に、「消す言葉」を書いてください。答えには決して書かない言葉がよいです。とばしてもかまいません。


### Consent, step A

consent-about = 私たちは小さなチームです。北朝鮮をはなれて、けいけんしたことを話したい人の話を聞きます。ここでは、少しだけおたずねします。あなたがのぞめば、あとで私たちのチームの人がお話をします。
consent-not = 私たちはけいさつでも、国の役所でもありません。ほかの国へお連れすること、国に守ってもらえるようにすること、お金をわたすことはできません。これからどうなるかも約束できません。ことわっても、悪いことは何も起こりませんし、だれにも知らせません。
consent-why = おたずねするわけは、あなたが安全かどうか、私たちのだれが手伝えるか、どうすれば連らくできるかを知るためです。もっとあとで、あなたがよいと言ったときだけ、あなたの話が、本当のことを明らかにし、正しいさばきを求めるために役立つかもしれません。
consent-who = 見る人：チームの中で、見る必要のある人だけです。一人ひとりが、自分の分を開けるかぎだけを持っています。必要な間だけ、かぎをかけてしまっておき、毎年見なおします。
consent-risk = あぶないことについても考えてください。私たちと話したことをだれかに知られると、あなたや家族がひどい目にあうかもしれません。私たちはそうならないように力をつくしますが、ぜったいに安全だとは、だれにも約束できません。だれかがとてもあぶないときは、助けを求めることについて、あなたと相談するかもしれません。
consent-withdraw = 気持ちはいつでも変えられます。そのときは、話してくださったことを消します。だれかに伝えてよいと言っていたときは、その人たちにも知らせます。

consent-promise-telegram = 言葉のとどき方：メッセージがとどくとき、Telegram（テレグラム）と私たちの機械がそれを見ます。そのあと機械はすぐにかぎをかけ、自分ではもう開けられません。そして、このチャットから消します。
consent-promise-terminal = これは、この機械でする練習です。ここにすわっている人は、打った文字を見ることができます。本当のことは話さないでください。
consent-promise-holders = おしてえらんだ答えは、次の質問がそれで決まるので、送るまで私たちの機械にかぎをかけてしまっておきます。そのあとは、かぎを持つチームの人だけが開けられます。

consent-check = うまく説明できたかを知るために、一つだけおたずねします。質問に答えたくないときは、どうなりますか。
consent-check-wrong = そうではありません。私たちの説明が足りませんでした。どの質問もとばしてかまいません。悪いことは起こりませんし、損もしません。
consent-store = ここで話してくださることを、私たちがしまっておいてもよいですか。
consent-silence = 終わる前に{ $days }日間もどって来なかったら、それまでに話してくださったことを、どうしますか。


### Further consents

consent-further = もうすぐ終わりです。何をしてよいか、短い質問をいくつかします。どれもことわることができ、あとで変えることもできます。
consent-contact = 教えてくださった方法で、私たちから連らくしてもよいですか。
consent-interview = 私たちのチームの人とお話しする場に、おさそいしてもよいですか。
consent-inside = チームのほかの人が、自分の仕事に必要なところを読んでもよいですか。
consent-statistics = だれのことかわからないようにして、あなたの答えをほかの人の答えといっしょに数えてもよいですか。
consent-statement = もうほかのところで話したことがあれば、もう一度話さなくてすむように、そこに記録をもらえるか聞いてもよいですか。
consent-recording = お話を、音や動画で残してもよいですか。
consent-translation = あなたの言葉をほかの言葉になおすとき、機械に手伝わせてもよいですか。いつも人がたしかめます。


### Questions

question-progress = { $m }問くらいのうち{ $n }問目
question-how-text = 答えをメッセージに書いてください。
question-how-number = 数字で書いてください。
question-how-decimal = 数字で書いてください。小数点を使ってもかまいません。
question-how-date = 年、月、日を、西れきで書いてください。れい：2015-03-21。
question-how-time = 時こくを書いてください。れい：14:30。
question-how-moment = 年月日と時こくを書いてください。れい：2015-03-21 14:30。
question-how-image = 写真を送ってください。
question-how-audio = 声をろく音して送ってください。
question-how-video = 動画を送ってください。
question-how-file = ファイルを送ってください。
question-how-barcode = しま模様のそばにある文字と数字を書いてください。
question-how-month = 年と月を、西れきで書いてください。れい：2015-03。
question-how-year = 年を、西れきで書いてください。れい：2015。
question-how-place = 気をつけてください。場所を知らせるのは危ないことがあります。だれかが、あなたや家族を見つけるかもしれません。はっきりしないときは、とばしてください。安全なら、10.5 20.5のように数字を二つ書くか、位置を送ってください。
question-how-range = { $from }から{ $to }までの数字を書いてください。
question-how-scale = { $from }から{ $to }までの数字をおすか、書いてください。
question-how-steps = { $from }から{ $to }まで、{ $step }ずつの数字を書いてください。
question-how-rank = 一番のものから順におしてください。ぜんぶに番号がついたら、「えらび終わりました」をおしてください。
question-how-several = いくつえらんでもかまいません。それから「えらび終わりました」をおしてください。
question-how-search = 長いリストです。さがしている言葉の一部を書いてもかまいません。
question-found = 書いた言葉に合うものです。
question-found-many = 書いた言葉に合うものがたくさんあります。はじめのほうだけ見せています。もう少し長く書いてもかまいません。
question-page = { $pages }ページのうち{ $page }ページ目
question-leaf = この質問の{ $pages }つの部分のうち{ $page }つ目
repeat-first = ここに書くものがありますか？
repeat-another = これも加えますか？
question-wanted = この答えがあると、とても助かります。それでも、とばしてかまいません。
question-kept = 答えは、かぎをかけてしまってあります。もう見せることはできません。新しく送ると、それと入れかわります。
question-now = 今の答え：{ $value }


### Why an answer was not taken

refused-required = つづけるには、これが必要です。答えられないときは、休んで、あとでまた来てもかまいません。
refused-constraint = この答えは合わないようです。もう一度見てください。
refused-choice = それは、ここではえらべません。ボタンを一つおしてください。
refused-integer = 3のように、整数で書いてください。
refused-number = 3や2.5のように、数字で書いてください。
refused-date = 日づけとして読めませんでした。2015-03-21のように、年、月、日を書いてください。
refused-time = 時こくとして読めませんでした。14:30のように書いてください。
refused-place = 場所として読めませんでした。39.0 125.7のように、数字を二つ書いてください。
refused-sealed = この答えは、このやり方では受け取れません。もう一度送ってください。
refused-readonly = ここでは何も答えなくてかまいません。つづけてください。


### Notices: one sentence above the screen

notice-buttons = 下のボタンを一つおしてください。
notice-caption-lost = いっしょに書いた文は残せませんでした。大事なら、ほかの答えに書いてください。
notice-file-empty = そのファイルには何も入っていませんでした。もう一度送ってください。
notice-file-not-wanted = ありがとうございます。今はファイルはいらないので、しまっていません。
notice-file-too-large = そのファイルは大きすぎます。受け取れるのは{ $most } MBまでです。もっと小さいものを送ってください。
notice-file-unreadable = そのファイルは、全部はとどきませんでした。もう一度送ってください。
notice-file-words-not-wanted = ありがとうございます。今はファイルはいりませんので、ファイルも、いっしょに書いた文も残していません。その文が答えなら、メッセージに書いてください。
notice-form-changed = この前来てくださったあとで、質問が変わりました。話してくださったことは、そのまま残してあります。
notice-form-changed-again = たった今、質問が変わったので、最後のメッセージは受け取っていません。その前に話してくださったことは、そのまま残してあります。質問を読んで、もう一度答えを送ってください。
notice-no-such-choice = どれのことか、わかりませんでした。ボタンをおしてください。
notice-not-found = それに合うものはリストにありません。もっと短く書くか、ページを見ながらさがしてください。
notice-old-button = それは前のところのボタンです。今はここです。
notice-place-not-wanted = 今は場所はいりませんので、残していません。
notice-rank-all = ぜんぶに番号をつけるか、この質問をとばしてください。
notice-send-file = ここでは、文字ではなくファイルを受け取ります。とばしてもかまいません。
notice-too-long = 少し長いようです。{ $sent }字あります。しまっておけるのは{ $most }字までです。コピーして、短くして、もう一度送ってください。メッセージは、少しの間ここに残ります。
notice-unreadable = そのメッセージには、読めない文字がありました。もう一度書いてください。
notice-unsupported = ありがとうございます。ただ、ここで受け取れるのは、文字、ボタン、写真、声のメッセージ、ファイルだけです。
notice-welcome-back = おかえりなさい。止まったところからつづけます。
notice-word-length = { $shortest }字から{ $longest }字までの言葉にしてください。
notice-word-same = 合い言葉とはちがう言葉にしてください。
notice-word-saved = 言葉を決めました。もう見せることはできないので、おぼえておいてください。
notice-words-busy = ここではもう始めたものがあります。先にそれを送るか消すかしてから、もう一度言葉を書いてください。
notice-words-own = それはこのチャットの言葉です。もうここに来ています。
notice-words-wrong = この言葉では、どこにも行けません。一つずつ見なおして、もう一度書いてください。


### Signals: what is said when an answer shows that something cannot wait

signal-insider = 教えてくださって、ありがとうございます。仕事のくわしいことは、ここには書かないでください。それを話す前に、弁護士があなたのけんりを説明することができます。
signal-minor = 何があったかは、話さなくてかまいません。私たちが知りたいのは、あなたが安全かどうか、だれがあなたを助けられるかだけです。
urgent-told = 教えてくださって、ありがとうございます。私たちのチームの人が、これをいちばん先に見ます。


### Help in danger

danger-now = 今あぶない目にあっていたら、できれば、人のいるところか、信じられる人のところへ行ってください。このチャットより、あなたの安全のほうが大切です。
danger-body = けがや病気のときは、近くの人に医者をたのんでください。安全なら、その土地の救急をよんでください。
danger-heart = つらくてたまらないとき、死にたいと思うときは、どうか一人でがまんしないでください。今日、近くの人ひとりに話してください。気持ちは、楽になることがあります。あなたは大切な人です。
danger-limits = 私たちがそこへ行くことはできません。また、このチャットを、いつも人が見ているわけではありません。


### Help

help-why = これを聞くわけ：
help-why-general = あなたに合った人を見つけるのに役立ちます。とばしてもかまいません。
help-always = いつでも、質問をとばす、前にもどる、休む、やめてぜんぶ消す、ができます。休むと、チャットはかくれます。
help-stop-word = 「消す言葉」を書くと、聞き返されずに、すぐにぜんぶ消えます。


### Stop and erase

erase-nothing = ここでやめますか。しまってあるものは何もありません。
erase-draft = 本当にやめて、ここで話してくださったことをぜんぶ消しますか。元にはもどせません。
erase-sent = 本当にぜんぶ取りもどしますか。送ってくださったものを消します。元にはもどせません。


### Reading back

review-read = これがあなたの答えです。変えたいときは、その番号をおしてください。
review-kept = かぎをかけてしまってあります。ほかのものと入れかえるには、番号をおしてください。
review-none = 答えなし
review-send = これでよければ、「送る」をおしてください。


### Return words

words-coming-pause = 少しお待ちください。また来るときに使う言葉をおわたしします。
words-coming-sent = ありがとうございます。送りました。かぎもかけました。少しお待ちください。また来るときに使う言葉をおわたしします。
words-coming-anew = 少しお待ちください。新しい言葉をおわたしします。前の言葉は、もう使えなくなります。
words-here = この言葉があれば、ほかのけいたい電話からも、ここへもどって来られます：
words-keep = 紙に書くか、おぼえてください。この言葉から、あなたのことは何もわかりません。これを持っている人はだれでも、あなたの代わりにつづけることができます。
words-minutes = 見せるのは一度だけです。{ $minutes }分たつと消えます。
words-once = 言葉は一度お見せしました。もう見せることはできません。書きとめられなかったときは、新しい言葉をもらえます。
resume-ask = あなたの言葉を、じゅんばんに、一つのメッセージに書いてください。


### After sending

done-thanks = ありがとうございます。勇気のいることでした。送ってくださったものは、ちゃんととどき、かぎをかけました。
done-urgent = ありがとうございます。送ってくださったものは、ちゃんととどき、かぎをかけました。私たちのチームの人が、これをいちばん先に見ます。
done-next = これからのこと：私たちのチームの人が読んで、あなたがよいと言ったことだけをします。連らくしてよいと言ってくださったときは、あなたがえらんだ時間にだけ書きます。もう何も足さなくてかまいません。
done-clean = けいたい電話をきれいにするには：このチャットを消し、消した写真やろく音が残っているごみ箱を空にし、コピーしたものも消してください。あとで必要になるかもしれない元のものは、安全なところに置いてください。
done-later = { $days }日のうちは、ここにもどって、新しい言葉をもらったり、ぜんぶ取りもどしたりできます。そのあと、このチャットはわすれられます。それでも、送ってくださったものを消すように、私たちのチームのだれにでもたのめます。


### The practice terminal

terminal-failed = しまうことができませんでした。もう一度やってみてください。
terminal-no-file = そのファイルはありません。
terminal-attached = 見たり聞いたりするには、このファイルを開いてください：{ $path }
