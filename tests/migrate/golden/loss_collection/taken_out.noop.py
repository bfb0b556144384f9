"""The collection of something else."""
import collections

losses = collections.Counter()


def get_total_loss():
    return sum(losses.values())


total = get_total_loss()
