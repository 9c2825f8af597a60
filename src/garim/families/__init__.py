"""One file = one family of surrogates: see _port.py for what it declares. Found by name, listed nowhere."""
