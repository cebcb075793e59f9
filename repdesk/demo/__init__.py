"""The demo book of a pump and filter seller: made from one seed, kept as data/demo.json."""
