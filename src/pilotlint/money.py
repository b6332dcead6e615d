"""Amounts of money: as people write them, and compared without rounding."""

from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

_CODES = """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP
    CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR
    IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU
    MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG
    SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV
    WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""
CURRENCIES = frozenset(_CODES.split())
"""The codes of ISO 4217 that are in use as money, as of 2026."""


def written(money: Mapping[str, int], currency: str) -> str:
    """Write an amount or a range: ``50,000 USD``, ``160,000 to 220,000 USD``."""
    low, high = f"{money['min']:,}", f"{money['max']:,}"
    return f"{low if low == high else f'{low} to {high}'} {currency}".rstrip()


def times(amount: int, factor: float) -> int:
    """Multiply an amount by a limit such as 3 or 2.5, rounding up to a whole unit; never off by a binary fraction."""
    return int((amount * Decimal(repr(factor))).to_integral_value(ROUND_CEILING))


def ratio(amount: int, unit: int) -> str:
    """Say how many times one amount goes into another, cut to two decimals so that 2.996 is not called 3."""
    cut = (Decimal(amount) / unit).quantize(Decimal("0.01"), ROUND_FLOOR)
    return f"{cut:f}".rstrip("0").rstrip(".")
