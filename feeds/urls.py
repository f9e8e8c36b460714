"""Web addresses: one spelling for each, and what can be told from the address alone.

Pure. Nothing here is resolved or fetched: whether an address may be *connected to* is decided
at the connection, by ``collect.guard``.
"""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

import idna

from feeds.characters import FORBIDDEN

WEB_SCHEMES = {"http": 80, "https": 443}

# Query parameters that say where a reader came from, never what is shown. Compared in lower case;
# a name ending in "*" is a prefix. Only names that one product or publisher coined are listed:
# "ref", "source" or "id" choose the content on some sites and must stay.
TRACKING_PARAMETERS = (
    # campaigns: Google Analytics, Matomo, HubSpot, Mailchimp, Marketo, Adobe, Oracle, Webtrekk
    *("utm_*", "_ga", "_gl", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "srsltid"),
    *("mtm_*", "pk_campaign", "pk_kwd", "pk_source", "pk_medium", "piwik_*", "matomo_*"),
    *("hsa_*", "_hsenc", "_hsmi", "__hssc", "__hstc", "__hsfp", "hsctatracking"),
    *("mc_cid", "mc_eid", "mkt_tok", "s_cid", "sc_cid", "elqtrackid", "elqtrack", "elqaid"),
    *("wt_mc", "wt.mc_id", "wt_zmc", "vero_id", "vero_conv", "oly_anon_id", "oly_enc_id"),
    *("_branch_match_id", "rb_clickid", "wickedid", "ss_source", "ss_campaign_id", "__s"),
    # clicks: Facebook, Instagram, Microsoft, Yandex, X, TikTok, LinkedIn, Yahoo, Alibaba
    *("fbclid", "fb_action_ids", "fb_action_types", "fb_ref", "fb_source", "igshid", "igsh"),
    *("msclkid", "ocid", "yclid", "ymclid", "ysclid", "_openstat", "twclid", "ref_src", "ref_url"),
    *("__twitter_impression", "ttclid", "li_fat_id", "trkcampaign", "soc_src", "soc_trk"),
    *("guccounter", "guce_referrer", "guce_referrer_sig", "spm", "scm", "sr_share"),
    # publishers: AT Internet, comScore, New York Times, AOL, Guardian, Washington Post
    *("xtor", "at_campaign", "at_medium", "at_link_*", "at_ptr_name", "at_format", "at_bbc_team"),
    *("ns_mchannel", "ns_source", "ns_campaign", "ns_linkname", "ns_fee", "smid", "ncid"),
    *("cmpid", "cmp", "wpisrc", "wpmm", "itid", "echobox"),
    # sessions, of readers without cookies: PHP, Java, ASP, ColdFusion, osCommerce
    *("phpsessid", "jsessionid", "aspsessionid*", "cfid", "cftoken", "oscsid"),
)
_TRACKING_NAMES = frozenset(name for name in TRACKING_PARAMETERS if not name.endswith("*"))
_TRACKING_PREFIXES = tuple(name[:-1] for name in TRACKING_PARAMETERS if name.endswith("*"))

# Labels under a two-letter country domain that are registries themselves, as in "co.uk".
_SECOND_LEVEL = frozenset(
    [
        *("ac", "co", "com", "edu", "go", "gob", "gouv", "gov", "govt", "gr", "info", "mil"),
        *("ne", "net", "nom", "or", "org", "sch", "web"),
    ]
)
# Domains whose subdomains belong to strangers (the private part of the Public Suffix List holds
# some thousands; these are the ones that publish).
_SHARED_DOMAINS = frozenset(
    [
        *("appspot.com", "azurewebsites.net", "bearblog.dev", "blogspot.com", "cloudfront.net"),
        *("fly.dev", "ghost.io", "github.io", "gitlab.io", "hatenablog.com", "herokuapp.com"),
        *("livejournal.com", "medium.com", "neocities.org", "netlify.app", "onrender.com"),
        *("pages.dev", "substack.com", "tumblr.com", "typepad.com", "vercel.app", "web.app"),
        *("weebly.com", "wixsite.com", "wordpress.com", "workers.dev"),
    ]
)

# Most addresses are of this form, which says all that is to be known without taking it apart.
_PLAIN = re.compile(r"(https?://([A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)*+))(?:[/?#][!-~]*+)?+")
_UNRESERVED_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
# Where servlets put the session of a reader without cookies: behind the path, not in the query.
_SESSION = re.compile(r";jsessionid=[^/?#;]*", re.IGNORECASE)
_LOCALE = re.compile(r"[a-z]{2,3}([-_][a-z]{2,4})?", re.IGNORECASE)
_TRIMMED = "".join(map(chr, range(0x21)))  # WHATWG URL: C0 controls and space around an address
_DROPPED = str.maketrans("", "", "\t\r\n")  # and these three within it


def is_web(url: str) -> bool:
    """Whether ``url`` is an absolute http or https address with a usable host and port."""
    return _PLAIN.fullmatch(url) is not None or _split(url) is not None


def canonical(url: str) -> str:
    """The one spelling of a web address, for telling whether two articles are the same.

    RFC 3986 section 6.2.2 and 6.2.3 (case, escapes, dot segments, default port), IDNA for the
    host, and off with the fragment, user information, tracking parameters, sessions and an empty
    query.
    Order and spelling of the other parameters, a trailing slash and "www." stay: they may matter.
    Anything that is not a web address comes back as it is.
    """
    parts = _split(url)
    if parts is None:
        return url
    path = _without_dots(_escaped(_SESSION.sub("", parts.path))) or "/"
    query = "&".join(p for p in parts.query.split("&") if p and not _is_tracking(p))
    return f"{_origin(parts)}{path}" + (f"?{_escaped(query)}" if query else "")


def schemeless(url: str) -> str:
    """A web address without its scheme: by http and https it is one page, and sites move."""
    scheme, _, rest = url.partition("://")
    return rest if scheme in WEB_SCHEMES else url


def untracked(url: str) -> str:
    """``url`` without its tracking parameters and session, otherwise as it is spelled."""
    address, mark, fragment = url.partition("#")
    path, _, query = address.partition("?")
    kept = "&".join([p for p in query.split("&") if p and not _is_tracking(p)])
    return _SESSION.sub("", path) + (f"?{kept}" if kept else "") + mark + fragment


def join(base: str, reference: str) -> str | None:
    """The absolute web address that ``reference`` means on the page ``base``; else None.

    None for ``mailto:``, ``javascript:``, a mere fragment, and what cannot be parsed.
    """
    if _PLAIN.fullmatch(reference):
        return reference
    reference = _trimmed(reference)
    if not reference or reference.startswith("#"):
        return None
    if not reference.startswith(("http://", "https://")):
        try:
            reference = _from_root(base, reference) or urljoin(base, reference)
        except ValueError:
            return None
    if not reference.isprintable():
        reference = FORBIDDEN.sub(lambda one: quote(one[0], errors="replace"), reference)
    return reference if is_web(reference) else None


def host(url: str) -> str:
    """Host in lower case and IDNA, with the port unless it is the scheme's own; "" if none."""
    if plain := _PLAIN.fullmatch(url):
        return plain[2].lower()
    parts = _split(url)
    return _authority(parts) if parts else ""


def origin(url: str) -> str:
    """Scheme and host, as in ``https://example.com``: what a robots.txt speaks for; "" if none."""
    parts = _split(url)
    return _origin(parts) if parts else ""


def segments(url: str) -> tuple[str, ...]:
    """The path's parts that are not empty, unescaped."""
    parts = _split(url)
    return tuple(unquote(s) for s in parts.path.split("/") if s) if parts else ()


def is_home(url: str) -> bool:
    """Whether ``url`` is a site's front page, or that of one of its languages (``/en/``)."""
    parts = _split(url)
    if parts is None or any(p and not _is_tracking(p) for p in parts.query.split("&")):
        return False
    names = [s for s in segments(url) if s.rpartition(".")[0].lower() not in ("index", "default")]
    return not names or (len(names) == 1 and _LOCALE.fullmatch(names[0]) is not None)


def site(url: str) -> str:
    """What tells one publisher from another: the registrable domain, without the port.

    A bare number or single-label host (``localhost``) is a site of its own with its port.
    """
    if plain := _PLAIN.fullmatch(url):
        name = authority = plain[2].lower()
    elif parts := _split(url):
        name, authority = _hostname(parts), _authority(parts)
    else:
        return ""
    labels = name.split(".")
    if len(labels) < 2 or _is_address(name):
        return authority
    registry = 2 if len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL else 1
    if ".".join(labels[-2:]) in _SHARED_DOMAINS:
        registry = 2
    return ".".join(labels[-registry - 1 :])


def same_site(one: str, other: str) -> bool:
    """Whether both addresses belong to one publisher, ``www.`` and other subdomains alike."""
    return bool(site(one)) and site(one) == site(other)


def plausible_canonical(declared: str, actual: str) -> bool:
    """Whether ``declared``, a page's rel=canonical, can be the address of the one at ``actual``.

    Templates often declare the home page, the section, or the script without its id on every page:
    believing that would make one article of many. Refused are therefore another site, a front
    page, and an unspecific ancestor of the actual address. Whether many pages declare the same
    is for the store to see.
    """
    target = join(actual, declared)
    if target is None or not same_site(target, actual) or is_home(target):
        return False
    target, here = canonical(target), canonical(actual)
    if target == here or names_one_page(target):
        return True
    own, theirs = segments(target), segments(here)
    return own != theirs[: len(own)] or (own == theirs and not names_one_page(here))


def names_one_page(url: str) -> bool:
    """Whether the last part of ``url`` is specific enough to name one article.

    An id or a slug (a digit, or two joints), there or in the query; a section is a plain word.
    """
    parts = _split(url)
    if parts is None:
        return False
    last = segments(url)[-1:]
    stem = re.sub(r"\.\w{2,5}$", "", last[0]) if last else ""
    return any(
        re.search(r"\d", text) is not None or len(re.findall(r"[-_+ ]", text)) >= 2
        for text in (stem, parts.query)
    )


def _trimmed(url: str) -> str:
    """``url`` without what WHATWG's parser takes off before it looks at anything."""
    url = url.strip(_TRIMMED)
    return url if url.isprintable() else url.translate(_DROPPED)


@lru_cache(maxsize=4096)  # one page's links are asked about again and again
def _split(url: str) -> SplitResult | None:
    """The parts of a web address; None for anything else."""
    try:
        parts = urlsplit(_trimmed(url))
        usable = parts.scheme in WEB_SCHEMES and bool(_hostname(parts)) and parts.port != 0
    except ValueError:
        return None
    return parts if usable else None


def _from_root(base: str, reference: str) -> str | None:
    """What urljoin makes of a path, with or without a host, in a tenth of its time.

    None where it has more to do.
    """
    if not reference.startswith("/") or ";" in reference:
        return None
    if "/." in reference or "?#" in reference or reference.endswith(("?", "#")):
        return None
    plain = _PLAIN.fullmatch(base)
    if plain is None:
        return None
    if not reference.startswith("//"):
        return plain[1] + reference
    address = f"{base.partition(':')[0]}:{reference}"
    return address if _PLAIN.fullmatch(address) else None


def _hostname(parts: SplitResult) -> str:
    """Host in lower case and IDNA, no trailing dot, no brackets. Raises ValueError if unusable."""
    name = (parts.hostname or "").rstrip(".")
    if name.isascii():
        if re.search(r"[\s\x00-\x1f\x7f<>\"\\^`{|}%]", name):
            raise ValueError(name)
        return name
    return idna.encode(name, uts46=True).decode("ascii")  # IDNAError is a ValueError


def _authority(parts: SplitResult) -> str:
    name = _hostname(parts)
    name = f"[{name}]" if ":" in name else name
    return name if parts.port in (None, WEB_SCHEMES[parts.scheme]) else f"{name}:{parts.port}"


def _origin(parts: SplitResult) -> str:
    return f"{parts.scheme}://{_authority(parts)}"


def _is_address(name: str) -> bool:
    if not name[-1:].isdigit() and ":" not in name:
        return False
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_tracking(parameter: str) -> bool:
    name = parameter.partition("=")[0]
    name = (unquote(name) if "%" in name else name).lower()
    return name in _TRACKING_NAMES or name.startswith(_TRACKING_PREFIXES)


def _escaped(text: str) -> str:
    """RFC 3986 section 6.2.2: needless escapes undone, the others in upper case, the rest made."""

    def one(match: re.Match[str]) -> str:
        char = chr(int(match[1], 16))
        return char if _UNRESERVED.fullmatch(char) else match[0].upper()

    return quote(_UNRESERVED_ESCAPE.sub(one, text), safe="%/:@!$&'()*+,;=?~[]", errors="replace")


def _without_dots(path: str) -> str:
    """RFC 3986 section 5.2.4, on an absolute path."""
    kept: list[str] = []
    parts = path.split("/")[1:]
    for position, part in enumerate(parts):
        if part not in (".", ".."):
            kept.append(part)
            continue
        if part == ".." and kept:
            kept.pop()
        if position == len(parts) - 1:
            kept.append("")
    return "/" + "/".join(kept)
