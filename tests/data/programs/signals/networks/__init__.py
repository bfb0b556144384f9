from signals.networks.conv import ConvNet
from signals.networks.recurrent import RecurrentNet

NETWORKS = {'conv': ConvNet, 'recurrent': RecurrentNet}


def get_network(name):
    return NETWORKS[name]()
