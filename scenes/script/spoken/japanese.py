"""Japanese as it is heard.

Numbers are in Kanji, with their counters behind them: so voices find the right sound of both.
Latin letters are written in Katakana, as voices pass over them; and so are the few words that can
be read in more than one way, where voices take the wrong one.
"""

import re
from typing import ClassVar

from scenes.script.spoken.reading import Numeral, Reading

#: Digits behind the decimal mark.
DIGITS = "零一二三四五六七八九"

#: What letters are called.
LETTERS = {
    **{"A": "エー", "B": "ビー", "C": "シー", "D": "ディー", "E": "イー", "F": "エフ"},
    **{"G": "ジー", "H": "エイチ", "I": "アイ", "J": "ジェー", "K": "ケー", "L": "エル"},
    **{"M": "エム", "N": "エヌ", "O": "オー", "P": "ピー", "Q": "キュー", "R": "アール"},
    **{"S": "エス", "T": "ティー", "U": "ユー", "V": "ブイ", "W": "ダブリュー"},
    **{"X": "エックス", "Y": "ワイ", "Z": "ゼット"},
}


def _alone(word: str, but: str = "") -> str:
    """Return a pattern for a character that is a word, no part of one; *but* not before these."""
    return rf"(?<![一-鿿々ァ-ヶー]){word}(?![一-鿿々{but}])"


#: Words that voices read in another way than is meant, as patterns, and as they are heard.
TERMS = {
    # Alone, they would be *ne*, *ya* or *kazu*, *su*, *omote*; within words, they are right.
    rf"(?<!しきい){_alone('値', 'す')}": "アタイ",
    _alone("和", "らやえ"): "ワ",
    _alone("数", "え"): "カズ",
    _alone("表", "さしすせそわ"): "ヒョー",
    # Behind a number, they would be *kō* and *ji*.
    r"(?<=\d)行": "ギョー",
    r"(?<=\d)時点": "ジテン",
    r"重み(?=\d)": "オモミ",
    "各行": "カクギョー",
    "縦横": "タテヨコ",
    "数直線": "スー直線",
    "谷底": "タニゾコ",
    "中くらい": "チューくらい",
    "間もな": "まもな",
    "その下": "そのシタ",
    "何で(?!しょ|す)": "なにで",
    "何にでも": "なんにでも",
}


class Japanese(Reading):
    """Reads Japanese."""

    pauses: ClassVar = "、・"
    ends: ClassVar = "。？！"
    comma: ClassVar = "、"
    dash: ClassVar = "、"
    stop: ClassVar = "。"
    space: ClassVar = ""
    by: ClassVar = "かける"
    minus: ClassVar = "マイナス"
    function: ClassVar = "{symbol}{of}"
    prime: ClassVar = "プライム"
    signs: ClassVar = {
        "+": "たす",
        "＋": "たす",
        "−": "マイナス",
        "±": "プラスマイナス",
        "×": "かける",
        "*": "かける",
        "/": "わる",
        "=": "イコール",
        "≈": "およそ",
        "<": "は次より小さい、",
        ">": "は次より大きい、",
        "≤": "は次以下、",
        "≥": "は次以上、",
        "%": "パーセント",
        "°": "度",
        "@": "アットマーク",
        "&": "アンド",
        "√": "ルート",
        "∞": "無限大",
        "∂": "ディー",
        "∇": "ナブラ",
        "Σ": "シグマ",
        "σ": "シグマ",
        "η": "イータ",
        "δ": "デルタ",
        "Δ": "デルタ",
        "ε": "イプシロン",
        ",": "、",
        "，": "、",
        ".": "。",
        ":": "、",
        "：": "、",
        "；": "。",
        ";": "。",
        "?": "？",
        "!": "！",
        "（": "、",
        "）": "、",
        "'": "",
        "-": "",
    }
    names: ClassVar = {
        "MNIST": "エムニスト",
        "ReLU": "レル",
        "tanh": "タンエイチ",
        "softmax": "ソフトマックス",
        "NumPy": "ナンパイ",
        "Python": "パイソン",
        "Yann": "ヤン",
        "LeCun": "ルカン",
        "Corinna": "コリンナ",
        "Cortes": "コルテス",
        "Christopher": "クリストファー",
        "Burges": "バージェス",
        "Zhang": "チャン",
        "Arpit": "アルピット",
        "Choromanska": "ホロマンスカ",
        "sigma": "シグマ",
        "LSTM": "エルエスティーエム",
    }

    def known(self, character: str) -> bool:
        """Return whether voices know what to do with a character."""
        return super().known(character) or character == "ー"

    def words(self, text: str) -> str:
        """Return a text in which all has become words for which there is a rule."""
        for term, heard in TERMS.items():
            text = re.sub(term, heard, text)
        # Before a number alone, a plus sign is no sum.
        text = re.sub(r"(?<![\d\s])[+＋](?=\d)", "プラス", text)
        text = re.sub(r"(?<=[A-Za-z]) (?=[A-Za-z])", "・", text)
        text = re.sub(r"(?<=\d)[ 」](?=\d)", "、", text)  # the 2s, of which there are 996
        # On its own and before *de*, a four would be a kind of net.
        text = re.sub(rf"(?<![点{DIGITS}十百千万])四(?=で(?![しす]))", "ヨン", super().words(text))
        return re.sub("[A-Za-z]", lambda found: LETTERS[found[0].upper()], text)

    def tidied(self, text: str) -> str:
        """Return a text without what is left where signs have gone."""
        text = re.sub(r"\s+", "", text)
        text = re.sub(r"、+(?=[。？！、])", "", text)
        text = re.sub(r"(?<=[。？！])[、。]+", "", text)
        return text.strip("、・")

    def numeral(self, numeral: Numeral) -> tuple[str, int]:
        """Return what is heard for a number, and how many characters behind it belong to that."""
        from num2words import num2words  # takes a moment, which films without numbers don't need

        words = num2words(numeral.value, lang="ja")
        if numeral.value == 0 and not numeral.behind:
            words = "ゼロ"
        if numeral.behind:
            words = f"{words}点{''.join(DIGITS[int(each)] for each in numeral.behind)}"
        return words + self.signs.get(numeral.unit, ""), 0

    def power(self, base: str, exponent: str) -> str:
        """Return a power in words; its numbers may be digits, with a minus sign."""
        return f"{base}の{exponent}乗"

    def fraction(self, above: str, below: str) -> str:
        """Return a fraction in words; its numbers may be digits."""
        return f"{below}分の{above}"


READING = Japanese()
