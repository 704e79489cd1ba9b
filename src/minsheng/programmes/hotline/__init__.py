"""The last metre (最后一米): finding the person, the hotline, and protecting personal data."""
