"""Train a network without a window: python train.py --dataset_path FOLDER."""

import sys

from app.commands.train import main

if __name__ == "__main__":
    sys.exit(main())
