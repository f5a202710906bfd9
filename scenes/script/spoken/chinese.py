"""Chinese as it is heard, in traditional characters: numbers are written as they are said."""

import re
from typing import ClassVar

from scenes.script.spoken.reading import Numeral, Reading

DIGITS = "零一二三四五六七八九"

#: Places within a group of four digits, and of the groups.
PLACES, GROUPS = ("", "十", "百", "千"), ("", "萬", "億", "兆")

#: What is counted: two of it are 兩, not 二.
COUNTED = "個張條層種次遍步組段列行批項筆位倍趟輪顆支道片格塊句邊者本份件束年天秒"

#: Characters with two sounds of which voices often choose the wrong one, and others that have only
#: the right one: columns and lines (not 進行), turning a knob (not 強調), doing again (not 嚴重).
SOUNDS = (
    (re.compile(r"(?<=[一二三四五六七八九十兩幾每各那這直號和])行(?!為|動|程(?!式))"), "航"),
    (re.compile("調校"), "條叫"),
    (re.compile("(?<![強單語聲音色協])調(?![查動派度])"), "條"),
    # Voices hear 重影 in 權重影響.
    (re.compile("(?<=權)重"), "眾"),
    (re.compile("(?<![加比體嚴])重(?=[複新算做畫寫讀設選跑播])"), "崇"),
)

#: A minus sign between two numbers or symbols.
LESS = re.compile(r"(?<=[\dA-Za-z)])(?:\s*−\s*|\s-\s)(?=[\dA-Za-z(])")

#: Behind a number in words, what would be heard as more of it.
MORE = tuple(DIGITS + "兩")


class Chinese(Reading):
    """Reads Chinese."""

    pauses: ClassVar = ",;:'-"
    ends: ClassVar = "。？！"
    comma: ClassVar = ", "
    stop: ClassVar = "。"
    by: ClassVar = "乘"
    minus: ClassVar = "負"
    function: ClassVar = "{symbol}, {of}"
    prime: ClassVar = "prime"
    signs: ClassVar = {
        "+": "加",
        "−": "負",
        "±": "正負",
        "×": "乘",
        "*": "乘",
        "/": "除以",
        "=": "等於",
        "≈": "約等於",
        "<": "小於",
        ">": "大於",
        "≤": "不大於",
        "≥": "不小於",
        "%": "百分比",
        "°": "度",
        "@": "at",
        "&": "and",
        "√": "根號",
        "∞": "無限大",
        "∂": "d",
        "∇": "nabla",
        "Σ": "總和",
        "σ": "sigma",
        "η": "eta",
        "δ": "delta",
        "Δ": "delta",
        "ε": "epsilon",
        # Voices don't rest at full-width commas.
        **dict.fromkeys("，、（）・", ","),
        "；": ";",
        "：": ":",
        ".": "。",
        "?": "？",
        "!": "！",
    }
    names: ClassVar = {
        "ReLU": "relloo",
        "tanh": "tan-aitch",
        "Cortes": "Cortez",
        "Choromanska": "Horomanska",
        "Zhang": "張",
    }

    def words(self, text: str) -> str:
        """Return a text in which all has become words for which there is a rule."""
        # Before a number alone, a plus sign is no sum, and a minus sign no difference.
        text = re.sub(r"(?<![\d\s])\+(?=\d)", "正", LESS.sub("減", text))
        text = super().words(text)
        for written, heard in SOUNDS:
            text = written.sub(heard, text)
        return text

    def tidied(self, text: str) -> str:
        """Return a text without what is left where signs have gone."""
        text = re.sub(r"[,;:\s]+(?=[。？！])|(?<=[。？！])[,;:\s]+", "", text)
        text = super().tidied(re.sub(r"([,;:])(?=\w)", r"\1 ", text))
        wide = r"[^\x00-\x7f]"
        return re.sub(rf"(?<={wide})\s+(?=\w)|(?<![,;:])\s+(?={wide})", "", text)

    def numeral(self, numeral: Numeral) -> tuple[str, int]:
        """Return what is heard for a number, and how many characters behind it belong to that."""
        if numeral.after[:1] == "年":
            words = "".join(DIGITS[int(each)] for each in numeral.whole)
        elif numeral.whole == "2" and not numeral.behind and _is_counted(numeral):
            words = "兩"
        else:
            words = cardinal(numeral.value)
        if numeral.behind:
            words = f"{words}點{''.join(DIGITS[int(each)] for each in numeral.behind)}"
        percent = numeral.unit == "%"
        words = f"百分之{words}" if percent else words + self.signs.get(numeral.unit, "")
        return words + self.comma * numeral.after.startswith(MORE), 0

    def power(self, base: str, exponent: str) -> str:
        """Return a power in words; its numbers may be digits, with a minus sign."""
        usual = {"2": "的平方", "3": "的立方"}
        return f"{base}{usual.get(exponent, f'的{exponent}次方')}"

    def fraction(self, above: str, below: str) -> str:
        """Return a fraction in words; its numbers may be digits."""
        return f"{below}分之{above}"


def _is_counted(numeral: Numeral) -> bool:
    return numeral.after[:1] in tuple(COUNTED) and not numeral.before.endswith("第")


def cardinal(value: int) -> str:
    """Return a whole number, less than 10 to the power of 16, as it is said."""
    if value == 0:
        return DIGITS[0]
    groups, rest = [], value
    while rest:
        rest, group = divmod(rest, 10_000)
        groups.append(group)
    made = ""
    for place, group in reversed(list(enumerate(groups))):
        if not group:
            made += DIGITS[0]
            continue
        gap = made and group < 1000
        made += DIGITS[0] * bool(gap) + _group(group) + GROUPS[place]
    made = re.sub(f"{DIGITS[0]}+", DIGITS[0], made).rstrip(DIGITS[0])
    made = re.sub("二(?=[百千])|(?:^|(?<=[億兆]))二(?=[萬億兆])", "兩", made)
    return made.removeprefix("一") if made.startswith("一十") else made


def _group(value: int) -> str:
    """Return four digits or fewer as they are said."""
    made = ""
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        made += DIGITS[digit] + (PLACES[place] if digit else "")
    return re.sub(f"{DIGITS[0]}+", DIGITS[0], made).strip(DIGITS[0])


READING = Chinese()
