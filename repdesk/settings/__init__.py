"""settings.toml: names, terms, tiers and policy, keys. A bad line costs that line only."""
