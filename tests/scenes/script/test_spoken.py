import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from num2words import num2words

from films.catalogue import of_films
from scenes.script.catalogue import entries, translation
from scenes.script.languages import LANGUAGES
from scenes.script.spoken import spoken, unheard
from scenes.script.spoken.chinese import cardinal
from scenes.script.spoken.russian_stress import ACUTE

NBSP = "\N{NO-BREAK SPACE}"

#: What is written, and what is heard, in each language.
HEARD = {
    "en": {
        "12,960 weights": "Twelve thousand nine hundred sixty weights",
        "97.06% or 97.06 %": (
            "Ninety-seven point zero six percent or ninety-seven point zero six percent"
        ),
        "from −0.02 to +0.50": "From minus zero point zero two to plus zero point five zero",
        "It holds -3, not 2 - 1.": "It holds minus three, not two minus one.",
        "8 + 8": "Eight plus eight",
        "13,002 numbers, 1,009 9s, 1,000,060": (
            "Thirteen thousand and two numbers, one thousand and nine nines, one million and sixty"
        ),
        "1,048,576": "One million forty-eight thousand five hundred seventy-six",
        "two 3s, 6s and 20s": "Two threes, sixes and twenties",
        "the 1st and the 22nd": "The first and the twenty-second",
        "In 1986, in 2016, of 1,986": (
            "In nineteen eighty-six, in twenty sixteen, of one thousand nine hundred eighty-six"
        ),
        "28 x 28 and 28×28": "Twenty-eight by twenty-eight and twenty-eight by twenty-eight",
        "2 × 3 = 6": "Two times three equals six",
        "W @ a + b": "W at eigh plus b",
        "a_k, w_jk, w_{12}, C_0": "Eigh k, w j k, w twelve, C zero",
        "σ(z), σ'": "Sigma of z, sigma prime",
        "x² and 10⁻¹⁶": "X squared and ten to the power of minus sixteen",
        "1e-05, 2.5e+10": (
            "Ten to the power of minus five, two point five times ten to the power of ten"
        ),
        "9" * 13: f"Nine{' nine' * 12}",
        "a 784-16-16-10 net": "A seven hundred eighty-four, sixteen, sixteen, ten net",
        "σ(a) = a, a and z, a²": "Sigma of eigh equals eigh, eigh and z, eigh squared",
        "That is a plus: a 1 and a +3. A few.": "That is a plus: a one and a plus three. A few.",
        "It calls it a 8, not a 1. A 11, a 3.": (
            "It calls it an eight, not a one. An eleven, a three."
        ),
        "This 1 is the 1, not this one of the 1,000, nor the 1 image.": (
            "This digit one is the digit one, not this one of the one thousand, nor the one image."
        ),
        "The network read 6, from 76% read correctly. Let it read. They read.": (
            "The network red six, from seventy-six percent red correctly. Let it read. They read."
        ),
        "misread by stochastic backpropagation": "Miss-red by stokastic back-propagation",
        "Cortes, Zhang, Choromanska": "Cortez, Jahng, Horomanska",
        "3/2 and ½": "Three over two and one half",
        "12° ≈ 0.2": "Twelve degrees is about zero point two",
        "ReLU's slope": "Relloo's slope",
        "the “4”, it's well-known": "The four, it's well-known",
        "Is it? 936 are.": "Is it? Nine hundred thirty-six are.",
        "... the edges (all of them) wake ...": "The edges, all of them, wake.",
        "...": "",
        "": "",
        "MNIST": "MNIST",
    },
    "hu": {
        f"12{NBSP}960 súly": "Tizenkétezer-kilencszázhatvan súly",
        "97,06%-át, 86%-ot": "Kilencvenhét egész nulla hat százalékát, nyolcvanhat százalékot",
        "a 3-as, a 2-est, 7-esek, 0-s, 10-zel, 1-gyel": (
            "A hármas, a kettest, hetesek, nullás, tízzel, eggyel"
        ),
        f"0-hoz, 13{NBSP}002-t, 7-et, 19{NBSP}000-ed": (
            "Nullához, tizenháromezer-kettőt, hetet, tizenkilencezred"
        ),
        "2-szer 3, 0,173-mal": "Kétszer három, nulla egész százhetvenhárommal",
        "0,00-nál": "Nullánál",
        "A 2. előadás. Ez 3. Az 5.": "A második előadás. Ez három. Az öt.",
        "28 × 28 pixel, 3 x 2": "Huszonnyolcszor huszonnyolc pixel, háromszor kettő",
        "MNIST-ből, NumPyban": "Emnisztből, nampájban",
        "−0,5": "Mínusz nulla egész öt",
        "1986-ban": "Ezerkilencszáznyolcvanhatban",
        f"70 000 kép és 3{NBSP}000{NBSP}000-szor": "Hetvenezer kép és hárommilliószor",
        f"13{NBSP}002 szám, 42 eltolás, 32 és 32 rejtett neuron": (
            "Tizenháromezer-két szám, negyvenkét eltolás, harminckettő és harminckét rejtett neuron"
        ),
        "2%, 62%-át, 4,2%": ("Két százalék, hatvankét százalékát, négy egész kettő százalék"),
        "A 2 körül, 12 számít, 12 számhoz, 2 súllyal": (
            "A kettő körül, tizenkettő számít, tizenkét számhoz, két súllyal"
        ),
        "A 2 az. Ezek: 12, 2 meg 32.": "A kettő az. Ezek: tizenkettő, kettő meg harminckettő.",
        "x-től, y-t, W-nek, j-be, k-ból, d-vel": (
            "Iksztől, ipszilont, dupla vének, jébe, kából, dével"
        ),
        "b, C és k, megvannak-e": "Bé, cé és ká, megvannak-e",
        "60 epochig, biasnak": "Hatvan epohig, bájesznak",
    },
    "ru": {
        f"12{NBSP}960 весов": "Двенадцать тысяч девятьсот шестьдесят весов",
        f"97,1{NBSP}%, 41{NBSP}%, 2{NBSP}%": (
            "Девяносто семь целых одна десятая процента, сорок один процент, два процента"
        ),
        f"у 26{NBSP}%": "У двадцати шести процентов",
        "от 0 до 1": "От нуля до единицы",
        "с 0,91 до 0,2": "С нуля целых девяноста одной сотой до нуля целых двух десятых",
        f"из 1000, из 13{NBSP}002": "Из тысячи, из тринадцати тысяч двух",
        "через 2 эпохи, 2 слоя": "Через две эпохи, два слоя",
        "в лекции 2 мы, цифра 1 и": "В лекции два мы, цифра один и",
        "в 3 слоях, 16 нейронам": "В трёх слоях, шестнадцати нейронам",
        "В 2016 году": "В две тысячи шестнадцатом году",
        "12°, 1°, 3°": "Двенадцать градусов, один градус, три градуса",
        "Сеть — это W @ a.": "Сеть — это дубль вэ собака а.",
        "−0,5": "Минус ноль целых пять десятых",
        "70 000 цифр": "Семьдесят тысяч цифр",
        "0,0000001": "Ноль целых одна десятимиллионная",
        f"0,{'7' * 13}": f"Ноль целых{' семь' * 13}",
        "от −1,24 до +8,5": (
            "От минус одной целой двадцати четырёх сотых до плюс восьми целых пяти десятых"
        ),
        "на 0,1, к 0,2, между 0 и 1": (
            "На ноль целых одну десятую, к нулю целых двум десятым, между нулём и единицей"
        ),
        "из 16, 16 и 10 нейронов, о 8 и 9": (
            "Из шестнадцати, шестнадцати и десяти нейронов, о восьми и девяти"
        ),
        "равен 0, равны ровно 1, со значением 1,0": (
            "Равен нулю, равны ровно единице, со значением одна целая ноль десятых"
        ),
        "эта 1 и эту 7, на этой 9, у нашей 3, ни одна 8, на 1 пиксель": (
            "Эта единица и эту семёрку, на этой девятке, у нашей тройки, ни одна восьмёрка, "
            "на один пиксель"
        ),
        f"на 41{NBSP}% этих, в 88{NBSP}% случаев, 62{NBSP}% ответов": (
            "На сорока одном проценте этих, в восьмидесяти восьми процентах случаев, "
            "шестьдесят два процента ответов"
        ),
        "за 1000 попыток, наложим 1484 петли, по 1000, по 10": (
            "За тысячу попыток, наложим тысячу четыреста восемьдесят четыре петли, по тысяче, "
            "по десять"
        ),
        f"на 5000 изображений, на 117 из своих 3{NBSP}000{NBSP}000 шагов": (
            "На пяти тысячах изображений, на ста семнадцати из своих трёх миллионов шагов"
        ),
        "в среднем 0,1, 2 из 2, у 1 из 12": (
            "В среднем ноль целых одна десятая, два из двух, у одного из двенадцати"
        ),
        "пиксели с 546 по 549, с 0": (
            "Пиксели с пятьсот сорок шестого по пятьсот сорок девятый, с нуля"
        ),
        "21 изображение, сумма 10 квадратов, сумма 0": (
            "Двадцать одно изображение, сумма десяти квадратов, сумма ноль"
        ),
        "все веса, от веса, у каждого веса, 4 числа, k и j": (
            f"Все веса{ACUTE}, от веса, у каждого веса, четыре числа{ACUTE}, ка и йот"
        ),
        f"уже 2 связей у антиградиента, Уже{ACUTE}, почему": (
            f"Уже{ACUTE} две связе{ACUTE}й у антиградие{ACUTE}нта, Уже{ACUTE}, почему"
        ),
    },
    "ja": {
        "12,960本": "一万二千九百六十本",
        "97.06%です。": "九十七点零六パーセントです。",
        "+0.50から−0.02": "プラス零点五零からマイナス零点零二",
        "8 + 8": "八たす八",
        "「0」から「9」": "ゼロから九",
        "「2」996枚": "二、九百九十六枚",
        "28×28": "二十八かける二十八",
        "MNISTとReLU、W": "エムニストとレル、ダブリュー",
        "10分の1": "十分の一",
        "…光る…": "光る。",
        "値0.9の画素、活性値、しきい値、平均値": ("アタイ零点九の画素、活性値、しきい値、平均値"),
        "重み、和、バイアスの和です": "重み、ワ、バイアスのワです",
        "数1つ、その数を数える数字、個数、ステップ数、最後の数桁": (
            "カズ一つ、そのカズを数える数字、個数、ステップ数、最後の数桁"
        ),
        "重みの表では、数を表す": "重みのヒョーでは、カズを表す",
        "1行ずつ、28行28列の行列。次の行と各行": (
            "一ギョーずつ、二十八ギョー二十八列の行列。次の行とカクギョー"
        ),
        "117時点、その時点、3時間": "百十七ジテン、その時点、三時間",
        "「4」では、「4」です、0.4で、14で": "ヨンでは、四です、零点四で、十四で",
        "何が何で決まる。何でしょう。何ですか。": "何がなにで決まる。何でしょう。何ですか。",
        "間もない谷底": "まもないタニゾコ",
        "重み1つを": "オモミ一つを",
        "jへ、kから": "ジェーへ、ケーから",
    },
    "zh-Hant": {
        "12,960條，2條": "一萬兩千九百六十條, 兩條",
        "200、2,060、22,002": "兩百, 兩千零六十, 兩萬兩千零二",
        "12、20、120,000、200,020,000": "十二, 二十, 十二萬, 兩億零二萬",
        "2顆，2號，第2個，2%": "兩顆, 二號, 第二個, 百分之二",
        "0和1一一經過，11%一直": "零和一, 一一經過, 百分之十一, 一直",
        "3 − 2，a − b，是−2": "三減二, a減b, 是負二",
        "這兩行，10號行，3行程式，不行": "這兩航, 十號航, 三航程式, 不行",
        "微調0.1，調校，強調": "微條零點一, 條叫, 強調",
        "再重複，權重影響": "再崇複, 權眾影響",
        "Zhang等人，ReLU": "張等人, relloo",
        "97.06%。": "百分之九十七點零六。",
        "是−0.02，是+0.5": "是負零點零二, 是正零點五",
        "8 + 8": "八加八",
        "第2講，2016年": "第二講, 二零一六年",
        "28×28": "二十八乘二十八",
    },
}


@pytest.mark.parametrize(
    ("code", "written", "heard"),
    [(code, *pair) for code, pairs in HEARD.items() for pair in pairs.items()],
)
def test_what_is_heard(code, written, heard):
    assert spoken(written, LANGUAGES[code]) == heard
    assert not unheard(written, LANGUAGES[code])


@given(
    text=st.text(
        st.sampled_from("a3 0k12.,;:-−+%°=×x/@_{}()'’“„«「」²⁻…—·é\N{NO-BREAK SPACE}~🙂")
        | st.characters()
    ),
    code=st.sampled_from(list(LANGUAGES)),
)
@example("1e-05 3.2.1 1,00,0 --- '", "en")
def test_only_letters_and_punctuation_reach_a_voice(text, code):
    heard = spoken(text, LANGUAGES[code])
    assert all(each.isalpha() or each in f" .?!,;:'-—、・。？！ー{ACUTE}" for each in heard)
    assert not re.search(r"  |^[\s,;:、]|[\s,;:、]$", heard)
    assert not heard or any(map(str.isalpha, heard))


@pytest.mark.parametrize("code", HEARD)
def test_what_is_heard_is_heard_as_it_is(code):
    for heard in HEARD[code].values():
        assert spoken(heard, LANGUAGES[code]) == heard


@pytest.mark.parametrize("code", LANGUAGES)
def test_there_is_a_rule_for_all_that_films_say_and_write(code):
    language = LANGUAGES[code]
    texts = [translation(entry.id, language) for entry in entries(of_films())]
    filled = [re.sub(r"\{[^{}]*\}", "12", text) for text in texts]
    strange = {each: text for text in filled for each in unheard(text, language)}
    assert not strange, "give it a word in scenes/script/spoken"


@given(st.integers(0, 10**12 - 1))
@example(10_010)
@example(100_000_000)
@example(110)
def test_chinese_numbers_are_whole(value):
    """They are those of Japanese, but for zeros in between and each "one" that is said."""
    said = cardinal(value)
    assert not re.search("零零|零$", said.removesuffix("零") if value == 0 else said)
    digits = said.translate(str.maketrans("萬兩", "万二"))
    bare = re.sub("[零一]", "", digits)
    assert bare == re.sub("[零一]", "", num2words(value, lang="ja"))
