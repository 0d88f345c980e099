"""Pictures: drawn as SVG by pure functions, and made into PNG with a font that travels along."""
