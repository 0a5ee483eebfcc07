"""Django's commands: python -m yanxing.site.manage migrate, prepare, play_demo, work …"""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yanxing.site.settings")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
