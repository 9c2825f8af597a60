"""One file = one family of surrogates: see surrogate/port.py for what it declares. Found by name, listed nowhere."""
