"""What may vary from office to office: settings, policy, words, forms. Knows no other package."""
