"""Words of the BIP-39 lists that would tell something to who finds them: read back, but never drawn (FORMAT.md §6.2).

A list, not logic. Flight, prison, violence, police and courts, the state, countries and directions, and what the law of
lock screens forbids (tests/law/deny_list.toml, held by a test). Read by `words`.
"""

from __future__ import annotations

_KOREAN = """
가난 강제 개성 경찰 고통 공격 공군 공포 구속 국가 국적 군대 군사 군인 귀국 금강산 기관 김포공항 넥타이
단체 대통령 대한민국 도둑 도망 독감 독립 마약 면담 명령 목숨 무덤 미국 미사일 민족 민주 반발 백두산
범인 범죄 법률 법원 법적 베이징 변호사 보안 부상 북부 북한 불법 비극 비명 비밀 사건 사상 살인 상처
서울 시민 식량 신고 신문 심판 아픔 안내 압력 여군 여권 영국 외국 위반 위법 위험 위협 육군 육체 의문
이민 일본 장군 재판 전쟁 절망 정부 정치 조선 조직 죄인 중국 증거 지급 처벌 총리 충격 침묵 탄생 통역
통일 통제 통증 파출소 판결 판사 평양 한라산 항의 협력 형사 훈련 흉내 희생
"""
_CHINESE = """
国 法 政 军 党 边 战 南 北 权 证 报 界 律 越 难 官 死 谈 罪 密 告 案 朝 害 兵 判 犯 帝 敌
诉 刑 境 审 鲜 血 谓 杀 迫 伤 抓 危 险 枪 弹 访 刀 毒 监 捕 暴 亡 揭 炮 残 警 奴 俄 柬 蒙
逃 秘 贫 泰 罚 鬼 讼 恐 恨 疆 胁 牢 叛 韩 逼 吏 埋 骗 狱 逮 尸 惩 仇 徙 饿
"""
_JAPANESE = """
あめりか あんぜん いきる いこく いこつ いじゅう いたみ いたりあ いのち いみん いれい うえる うったえる
おいかける おらんだ かいほう がいこう きけんせい きこく きみつ きろく ぎいん くうぐん くうこう くうふく
くなん くやくしょ ぐんかん ぐんたい けいさつ けつえき けんえつ けんげん けんみん けんり げきは こうそく
こえる こくさい こくない こくはく こせき こっか さこく さつじん さべつ しはい しみん しめい しゃくほう
しやくしょ しゅらば しらべる じむしょ じゆう せいじ せんか せんきょ せんとう せんゆう そうなん そげき
たいほ たいわん たこく たすける たたかう だっかい だっきゃく だっしゅつ ちあん ちぬり ちみどろ ちんもく
ていこく ていさつ てはい てんごく とうし とつにゅう とらえる ないしょ にくしみ にげる にほん ぬすむ
ねつぞう ねらう のがす はかい はめつ はんらん ひこく ひさい ひそか ひそむ ひつぎ ひなん ひみつ ひめい
ひんこん びんぼう ふあん ふいうち ふこう ふはい ふんそう へいたく べんごし ほあん ほうこく ほうりつ
ほんやく ぼうぎょ まもる みのがす みんぞく むじゅん めいれい やぶる りくぐん ろんぎ
"""
_ENGLISH = """
abandon abuse account accuse agent alien army arrest attack betray blood bomb border bullet cage camp capital case
citizen civil country crime cruel custom danger deal debate defense defy deny deposit detect enemy enforce escape
evidence evil exile exit expose fatal fire force general ghost govern guard guilt gun harsh hidden horror human hunt
hurt identify illegal inform injury inmate inquiry judge just kingdom law lawsuit leader legal letter liberty member
mercy minor nation north office orphan panic parade park party permit police poverty power prison private proof
protect rebel refuse release report rescue resist right riot river rural sad safe search secret security shoot
silent slogan soldier south spy state strike suffer suspect target tell track trade trap trial truth tunnel ugly
unfair uniform visa voice vote warfare warrior weapon witness worry wreck
"""
_SPANISH = """
abuso alarma asilo bomba cadáver campo cárcel celda crimen crisis delito derecho dolor enemigo fuga golpe guerra
huida humano juez juicio matar miedo morir muerte nación norte odio país peligro pena policía preso prisión prueba
refugio rehén sangre secreto soldado sur testigo víctima
"""
_FRENCH = """
abusif armement blessant cellule combat danger droiture ennemi épreuve exiler féroce fuite gendarme humain jugement
justice menacer nation prison refuge soldat témoin trahir tribunal tyran
"""

TELLING = {
    "korean": frozenset(_KOREAN.split()),
    "chinese_simplified": frozenset(_CHINESE.split()),
    "japanese": frozenset(_JAPANESE.split()),
    "english": frozenset(_ENGLISH.split()),
    "spanish": frozenset(_SPANISH.split()),
    "french": frozenset(_FRENCH.split()),
}
"""By BIP-39 list, in normal form."""
