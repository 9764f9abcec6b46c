"""Train a network without a window: python train.py --dataset_path FOLDER."""

import sys

if __name__ == "__main__":
    try:
        from app import startup

        startup.take_interrupts()
        if old := startup.python_problem():
            sys.stderr.write(f"Error: {old}\n")
            sys.exit(2)
        from app.commands.train import main
    except KeyboardInterrupt:  # Ctrl-C in the very first moment
        sys.exit(130)
    sys.exit(main())
