"""What leaves the house: drafted, published once and for all, read, withdrawn by another notice."""

from yanxing.actions.notices.drafting import add_annex, change_draft, draft_notice
from yanxing.actions.notices.publishing import mark_read, publish_notice, withdraw_notice

__all__ = ["add_annex", "change_draft", "draft_notice", "mark_read", "publish_notice", "withdraw_notice"]
