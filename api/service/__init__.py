"""The service over HTTP. Handlers are thin: they read, ask, and write down what was done."""
