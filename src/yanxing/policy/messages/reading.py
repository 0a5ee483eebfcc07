"""What can be wrong with the file itself: its bytes, its YAML, its shapes."""

from yanxing.policy.messages.message import Message, error

MESSAGES: tuple[Message, ...] = (
    error(
        "file_empty",
        "文件是空的。",
        "请写入 policy、title、facts、runs 等内容。",
        "The file is empty.",
        "Write policy, title, facts, runs and so on into it.",
    ),
)
