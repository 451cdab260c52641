"""How training starts its processes."""

from __future__ import annotations

import sys

import pytest

from facepencil_train import launch


class ReplacedError(Exception):
    """Stands for the process that takes this one's place."""


@pytest.fixture
def replaced(monkeypatch):
    """The command that this process would be replaced by."""
    seen = []

    def execv(path, command):
        seen.append(command)
        raise ReplacedError

    monkeypatch.setattr(launch.os, "execv", execv)
    monkeypatch.setattr(launch.sys, "platform", "linux")
    for name in ("GLIBC_TUNABLES", "WORLD_SIZE"):
        # Set first, so that what the call sets is taken back afterwards.
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setenv("PYTHONPATH", "")
    monkeypatch.setenv("OMP_WAIT_POLICY", "PASSIVE")
    return seen


def test_one_process_restarts_with_the_allocator_settings(replaced):
    with pytest.raises(ReplacedError):
        launch.restart_for_training(["train", "--run", "r"])
    assert replaced == [[sys.executable, "-m", "facepencil_train", "train", "--run", "r"]]
    assert "hugetlb" in launch.os.environ["GLIBC_TUNABLES"]
    launch.restart_for_training(["train", "--run", "r"])


def test_several_processes_start_under_torchrun_with_arguments_that_it_does_not_read(replaced):
    with pytest.raises(ReplacedError):
        launch.restart_for_training(["train", "--processes", "2", "--run", "r"])
    (command,) = replaced
    assert command[1:3] == ["-m", "torch.distributed.run"]
    assert command[-6:] == ["facepencil_train", "train", "--processes", "2", "--run", "r"]
    assert command[command.index("--nproc-per-node") + 1] == "2"
    assert command[-7] == "--"


def test_a_process_of_torchrun_goes_on_as_it_is(replaced, monkeypatch):
    monkeypatch.setenv("WORLD_SIZE", "2")
    launch.restart_for_training(["train", "--processes", "2"])
    assert replaced == []
