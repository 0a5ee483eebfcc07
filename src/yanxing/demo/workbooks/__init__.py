"""The year as workbooks: a folder such as an office keeps, with all its spellings."""

from yanxing.demo.workbooks.folder import write_decisions, write_workbooks

__all__ = ["write_decisions", "write_workbooks"]
