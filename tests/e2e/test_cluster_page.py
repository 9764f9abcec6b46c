"""The Slurm script of docs/cluster.md, run with stand-ins for Slurm's programs: two machines that are both this one."""

import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.test_torchrun import SMALL, TIMEOUT_S, only
from tests.pictures import make_class_folders

ROOT = Path(__file__).resolve().parents[2]
SCONTROL = "#!/bin/bash\n[ \"$*\" = 'show hostnames node[1-2]' ] && printf 'localhost\\nother\\n'\n"
# srun runs the command once a machine, as --ntasks-per-node=1 says, and ends as the worst of them.
SRUN = """#!/bin/bash
[ "$1" = --cpus-per-task=2 ] || exit 9
"${@:2}" & "${@:2}" & status=0
for job in $(jobs -p); do wait "$job" || status=$?; done
exit $status
"""
SLURM = {"SLURM_JOB_NODELIST": "node[1-2]", "SLURM_JOB_NUM_NODES": "2", "SLURM_CPUS_PER_TASK": "2",
         "SLURM_GPUS_ON_NODE": "1"}

pytestmark = pytest.mark.skipif(os.name == "nt" or shutil.which("bash") is None, reason="Slurm's scripts are bash's")


@pytest.fixture
def script() -> str:
    page = (ROOT / "docs" / "cluster.md").read_text(encoding="utf-8")
    [found] = re.findall(r"```bash\n(#!/bin/bash\n.*?)```", page, re.DOTALL)
    return found


def program(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def test_the_slurm_script_is_bash_and_asks_for_one_task_a_machine(script: str) -> None:
    subprocess.run(["bash", "-n"], input=script, text=True, check=True)
    assert "#SBATCH --ntasks-per-node=1\n" in script
    used = set(re.findall(r"SLURM_[A-Z_]+", script))
    assert used == {*SLURM, "SLURM_JOB_ID"}


def test_the_slurm_script_trains_on_two_machines(script: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    classwise = home / "classwise"
    (classwise / ".venv" / "bin").mkdir(parents=True)
    pictures = make_class_folders(tmp_path / "pictures", ("ants", "bees"), count=6, size=24)
    programs = classwise / ".venv" / "bin"
    program(programs / "activate", f"export PATH={programs}:$PATH\n")
    program(programs / "scontrol", SCONTROL)
    program(programs / "srun", SRUN)
    program(programs / "torchrun", f'#!/bin/bash\nexec {sys.executable} -m torch.distributed.run "$@"\n')
    settings = [f"--{name} {' '.join(map(str, value)) if isinstance(value, tuple) else value}"
                for name, value in {**SMALL, "model": "group_norm_net", "epochs": 1}.items()]
    options = f"--dataset_path {pictures} --log_dir {tmp_path / 'runs'}"
    body = script.replace("--dataset_path /data/pictures --log_dir /data/runs", f"{options} {' '.join(settings)}")
    body = body.replace("train.py", str(ROOT / "tests" / "e2e" / "small_train.py"))
    assert options in body
    done = subprocess.run(["bash", "-c", body], capture_output=True, text=True, encoding="utf-8", timeout=TIMEOUT_S,
                          check=False, env={**os.environ, **SLURM, "SLURM_JOB_ID": str(os.getpid()), "HOME": str(home)})
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("Model file:") == 1
    assert "2 processes" in (only(tmp_path / "runs") / "training.log").read_text(encoding="utf-8")
