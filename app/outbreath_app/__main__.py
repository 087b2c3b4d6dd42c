"""`python -m outbreath_app` is the same as `outbreath`."""

from outbreath_app.main import main

if __name__ == "__main__":
    main()
