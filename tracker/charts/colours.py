"""The page's colours as values, for pictures that leave the page; `web/static/faslaget.css` rules.

A test holds the two against each other.
"""

LIGHT = {
    "--bg": "#fff",
    "--text": "#1a2129",
    "--text2": "#4d5966",
    "--rule": "#d5dbe1",
    "--rule2": "#74808d",
    "--band": "#e3e8ed",
    "--ci": "#74808d",
    "--bar": "#b3bec9",
    "--hatch": "#dfe4e9",
    "--blue": "#0a5a9c",
    "--orange": "#a84a00",
    "--f1": "#e9ecef",
    "--f2": "#bcd3ea",
    "--f3": "#7fb0df",
    "--onphase": "#1a2129",
    "--sel": "#eef1f4",
}
