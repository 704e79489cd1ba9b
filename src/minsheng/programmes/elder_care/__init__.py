"""Elder care (养老服务): ability assessment, allowances, vouchers, canteens and care facilities."""
