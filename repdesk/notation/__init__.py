"""The one-line log, its dates and amounts, in English and Chinese: text in, frozen values out."""
