"""``kg`` and ``python -m kg``."""

from __future__ import annotations


def main() -> None:
    """Run one command of ``kg``; see ``kg --help``."""
    from kg.command.app import run

    run()


if __name__ == "__main__":
    main()
