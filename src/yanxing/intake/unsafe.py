"""Why a file is not taken, in both languages: what is wrong and how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from yanxing.policy.messages.message import Language, Message, error

_MESSAGES = (
    error(
        "no_name",
        "文件没有名字。",
        "请给文件起个名字再上传。",
        "The file has no name.",
        "Name it and upload it again.",
    ),
    error(
        "name_characters",
        "文件名里有不能用的符号或看不见的字符。",
        '请改个名字，不要用 / \\ : * ? " < > | 。',
        "The name of the file has characters that cannot be used or seen.",
        'Rename it without / \\ : * ? " < > | .',
    ),
    error(
        "name_too_long",
        "文件名太长（{length} 个字，最多 {most} 个）。",
        "请改短后再上传。",
        "The name of the file is too long ({length} characters, at most {most}).",
        "Shorten it and upload it again.",
    ),
    error(
        "empty",
        "文件是空的。",
        "请核对是不是选错了文件。",
        "The file is empty.",
        "Check whether it is the right one.",
    ),
    error(
        "too_big",
        "文件太大（{size}，最多 {most}）。",
        "请只留需要的内容，或分成几个文件。",
        "The file is too big ({size}, at most {most}).",
        "Keep only what is needed, or split it.",
    ),
    error(
        "kind",
        "这里不能收这种文件。",
        "请上传 {known} 文件；只改名字的后缀没有用，要另存。",
        "A file of this kind is not taken here.",
        "Upload {known}; changing the ending of the name is not enough, save it as one.",
    ),
    error(
        "phone_picture",
        "这是手机的 HEIC 照片，多数电脑打不开。",
        "请在手机的相机设置里选“兼容性最佳”重拍，或截图后上传（{known}）。",
        "This is a HEIC picture, which most computers cannot open.",
        "Take it again with the camera set to the most compatible format, or a screenshot ({known}).",
    ),
    error(
        "old_word",
        "这是旧版 Word 文件（.doc）。",
        "请另存后上传（{known}）。",
        "This is an old Word file (.doc).",
        "Save it as another kind ({known}).",
    ),
    error(
        "name_and_content",
        "文件名以 .{ending} 结尾，内容却是 {kind}。",
        "请把后缀改成 .{kind}，或核对是不是选错了文件。",
        "The name ends in .{ending}, but the content is {kind}.",
        "Change the ending to .{kind}, or check whether it is the right file.",
    ),
    error(
        "damaged",
        "文件打不开，可能已损坏。",
        "请打开后另存一份再上传。",
        "The file cannot be opened; it may be damaged.",
        "Open it, save a copy and upload that.",
    ),
    error(
        "bomb",
        "文件解开后大得不寻常，没有打开。",
        "请把需要的内容复制到新文件里再上传。",
        "The file would unpack to an unusual size; it was not opened.",
        "Copy what is needed to a new file and upload that.",
    ),
    error(
        "encrypted",
        "文件加了密码，打不开。",
        "请去掉密码后另存再上传。",
        "The file is protected by a password.",
        "Save a copy without the password.",
    ),
    error(
        "macros",
        "文件带有宏，不能收。",
        "请另存为不带宏的 .xlsx 或 .docx 再上传。",
        "The file has macros and is not taken.",
        "Save it as .xlsx or .docx without macros.",
    ),
    error(
        "active",
        "文件里嵌有程序或别的文件，不能收。",
        "请去掉嵌入的对象，另存后再上传。",
        "The file has programs or other files in it and is not taken.",
        "Take the embedded objects out and save a copy.",
    ),
    error(
        "links",
        "文件连到别的文件或网址上的数据，不能收。",
        "请在 Excel 的“数据—编辑链接”里断开链接，或粘贴为数值，另存后再上传。",
        "The file takes data from other files or addresses and is not taken.",
        "Break the links (Data, Edit Links) or paste values, and save a copy.",
    ),
)

_BY_CODE: Mapping[str, Message] = {each.code: each for each in _MESSAGES}
CODES = frozenset(_BY_CODE)


@dataclass(frozen=True)
class Unsafe:
    """One reason; `code` is one of `CODES`."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)

    def what(self, language: Language = "zh") -> str:
        """What is wrong."""
        return _BY_CODE[self.code].what(language).format_map(self.params)

    def mend(self, language: Language = "zh") -> str:
        """What to do about it."""
        return _BY_CODE[self.code].mend(language).format_map(self.params)

    def text(self, language: Language = "zh") -> str:
        """Both, in one line."""
        return f"{self.what(language)}{'' if language == 'zh' else ' '}{self.mend(language)}"
