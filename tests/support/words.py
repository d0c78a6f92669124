"""What the pages say, read from the same texts the client reads: names to find controls by."""

import re
from pathlib import Path
from typing import Final, Literal

from tools.ftl import texts_of

Language = Literal["en", "is", "ru"]

LOCALES: Final = Path("src/torg/locales")
PLACEABLE: Final = re.compile(r"\{ *\$[\w-]+ *\}")
VARIANT: Final = re.compile(r"(?m)^ *\*?\[\w+\] (.+)$")


class Words:
    """The texts of one language."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._texts = {
            key: text.words.strip()
            for path in sorted((LOCALES / language).glob("*.ftl"))
            for key, text in texts_of(path.read_text(encoding="utf-8"))
        }

    def __call__(self, key: str, **values: str) -> str:
        """Give a text that takes plain values or none, isolated as the pages do it."""
        text = self._texts[key]
        for name, value in values.items():
            isolated = f"\u2068{value}\u2069".replace("\\", r"\\")
            text = re.sub(rf"\{{ *\${name} *\}}", isolated, text)
        assert "{" not in text, f"{key} takes more values: {text}"
        return text

    def pattern(self, key: str) -> re.Pattern[str]:
        """Match a whole text whatever its values are and whichever form its number takes."""
        text = self._texts[key]
        forms = VARIANT.findall(text) or [" ".join(text.split())]
        matched = "|".join(
            ".+".join(re.escape(part) for part in PLACEABLE.split(form)) for form in forms
        )
        return re.compile(rf"^({matched})$")
