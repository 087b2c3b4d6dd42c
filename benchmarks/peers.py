"""Other programs' measures of one R-R series, each under our key where it claims to be the same measure."""

from __future__ import annotations

import importlib
import os
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

# hrv-analysis and systole call a name that later NumPy 2 releases have dropped
vars(np).setdefault("trapz", np.trapezoid)
os.environ.setdefault("MPLBACKEND", "Agg")

Values = dict[str, float]
# name -> what it must be able to import
PEERS = {"NeuroKit2": "neurokit2", "pyhrv": "pyhrv", "hrv-analysis": "hrvanalysis", "systole": "systole"}


def installed() -> list[str]:
    """The peers that can be imported here, in the order above. The others are left out of every table."""
    found = []
    for name, module in PEERS.items():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                importlib.import_module(module)
            except Exception as error:  # a peer may fail to import in any way of its own
                print(f"# {name} left out: {error!r}")
            else:
                found.append(name)
    return found


def quiet(work: Callable[[], Any]) -> Callable[[], Any]:
    """The work without its warnings."""

    def run() -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return work()

    return run


def neurokit(rr: np.ndarray) -> dict[str, Callable[[], Values]]:
    """NeuroKit2's groups, ms2 (normalize=False) on intervals turned to peaks at 1000 Hz, as its documentation does."""
    import neurokit2 as nk

    peaks = nk.intervals_to_peaks(rr, sampling_rate=1000)

    def named(table: Any, names: dict[str, str]) -> Values:
        return {ours: float(table[theirs].iloc[0]) for ours, theirs in names.items() if theirs in table}

    def time() -> Values:
        names = {
            "mean_rr_ms": "HRV_MeanNN",
            "sdnn_ms": "HRV_SDNN",
            "rmssd_ms": "HRV_RMSSD",
            "sdsd_ms": "HRV_SDSD",
            "pnn50_pct": "HRV_pNN50",
            "triangular_index": "HRV_HTI",
            "tinn_ms": "HRV_TINN",
        }
        return named(nk.hrv_time(peaks, sampling_rate=1000), names)

    def spectrum(method: str, names: dict[str, str]) -> Values:
        return named(
            nk.hrv_frequency(peaks, sampling_rate=1000, normalize=False, psd_method=method, silent=True),
            names,
        )

    def nonlinear() -> Values:
        # hrv_nonlinear's own steps for what is compared: all of it takes minutes for an hour of beats (multiscale entropies)
        from neurokit2.hrv.hrv_nonlinear import _hrv_dfa, _hrv_nonlinear_poincare
        from neurokit2.hrv.hrv_utils import _hrv_format_input

        whole, times, missing = _hrv_format_input(peaks, sampling_rate=1000)
        found = _hrv_nonlinear_poincare(whole, rri_time=times, rri_missing=missing, out={})
        found = _hrv_dfa(whole, found)
        near = {"delay": 1, "dimension": 2, "tolerance": 0.2 * np.std(whole, ddof=1)}
        return {
            "sd1_ms": float(found["SD1"]),
            "sd2_ms": float(found["SD2"]),
            "dfa_alpha1": float(found["DFA_alpha1"]),
            "dfa_alpha2": float(found["DFA_alpha2"]),
            "sample_entropy": float(nk.entropy_sample(whole, **near)[0]),
            "approximate_entropy": float(nk.entropy_approximate(whole, **near)[0]),
        }

    bands = {"vlf_ms2": "HRV_VLF", "lf_ms2": "HRV_LF", "hf_ms2": "HRV_HF"}
    return {
        "time": time,
        "welch": lambda: spectrum("welch", bands),
        "lomb": lambda: spectrum("lomb", {"lomb_lf_ms2": "HRV_LF", "lomb_hf_ms2": "HRV_HF"}),
        "nonlinear": nonlinear,
    }


def pyhrv(rr: np.ndarray) -> dict[str, Callable[[], Values]]:
    """pyhrv's functions with plots off."""
    import pyhrv.frequency_domain as fd
    import pyhrv.nonlinear as nl
    import pyhrv.time_domain as td
    from matplotlib import pyplot

    def time() -> Values:
        shape = td.geometrical_parameters(nni=rr, plot=False)
        return {
            "mean_hr_bpm": td.hr_parameters(nni=rr)["hr_mean"],
            "sdnn_ms": td.sdnn(nni=rr)["sdnn"],
            "rmssd_ms": td.rmssd(nni=rr)["rmssd"],
            "sdsd_ms": td.sdsd(nni=rr)["sdsd"],
            "pnn50_pct": td.nn50(nni=rr)["pnn50"],
            "triangular_index": shape["tri_index"],
            "tinn_ms": shape["tinn"],
        }

    def welch() -> Values:
        powers = fd.welch_psd(nni=rr, show=False, mode="dev")[0]["fft_abs"]
        return dict(zip(("vlf_ms2", "lf_ms2", "hf_ms2"), powers, strict=True))

    def lomb() -> Values:
        powers = fd.lomb_psd(nni=rr, show=False, mode="dev")[0]["lomb_abs"]
        return dict(zip(("lomb_lf_ms2", "lomb_hf_ms2"), powers[1:], strict=True))

    def nonlinear() -> Values:
        plot = nl.poincare(nni=rr, show=False)
        pyplot.close("all")
        return {
            "sd1_ms": plot["sd1"],
            "sd2_ms": plot["sd2"],
            "sample_entropy": nl.sample_entropy(nni=rr)["sampen"],
        }

    return {"time": time, "welch": welch, "lomb": lomb, "nonlinear": nonlinear}


def hrv_analysis(rr: np.ndarray) -> dict[str, Callable[[], Values]]:
    """hrv-analysis's feature functions."""
    import hrvanalysis

    values = rr.tolist()

    def renamed(found: dict[str, Any], names: dict[str, str]) -> Values:
        return {ours: float(found[theirs]) for ours, theirs in names.items() if found[theirs] is not None}

    def time() -> Values:
        names = {
            "mean_rr_ms": "mean_nni",
            "mean_hr_bpm": "mean_hr",
            "sdnn_ms": "sdnn",
            "rmssd_ms": "rmssd",
            "sdsd_ms": "sdsd",
            "pnn50_pct": "pnni_50",
        }
        shape = {"triangular_index": "triangular_index", "tinn_ms": "tinn"}
        return renamed(hrvanalysis.get_time_domain_features(values), names) | renamed(
            hrvanalysis.get_geometrical_features(values), shape
        )

    def spectrum(method: str, names: dict[str, str]) -> Values:
        return renamed(hrvanalysis.get_frequency_domain_features(values, method=method), names)

    def nonlinear() -> Values:
        plot = renamed(hrvanalysis.get_poincare_plot_features(values), {"sd1_ms": "sd1", "sd2_ms": "sd2"})
        return plot | renamed(hrvanalysis.get_sampen(values), {"sample_entropy": "sampen"})

    return {
        "time": time,
        "welch": lambda: spectrum("welch", {"vlf_ms2": "vlf", "lf_ms2": "lf", "hf_ms2": "hf"}),
        "lomb": lambda: spectrum("lomb", {"lomb_lf_ms2": "lf", "lomb_hf_ms2": "hf"}),
        "nonlinear": nonlinear,
    }


def systole(rr: np.ndarray) -> dict[str, Callable[[], Values]]:
    """systole's hrv module."""
    from systole import hrv

    def named(table: Any, names: dict[str, str]) -> Values:
        found = dict(zip(table["Metric"], table["Values"], strict=True))
        return {ours: float(found[theirs]) for ours, theirs in names.items()}

    time_names = {
        "mean_rr_ms": "MeanRR",
        "mean_hr_bpm": "MeanBPM",
        "sdnn_ms": "SDNN",
        "rmssd_ms": "RMSSD",
        "sdsd_ms": "SDSD",
        "pnn50_pct": "pnn50",
    }
    bands = {"vlf_ms2": "vlf_power", "lf_ms2": "lf_power", "hf_ms2": "hf_power"}
    return {
        "time": lambda: named(hrv.time_domain(rr, input_type="rr_ms"), time_names),
        "welch": lambda: named(hrv.frequency_domain(rr, input_type="rr_ms"), bands),
        "nonlinear": lambda: named(
            hrv.nonlinear_domain(rr, input_type="rr_ms"), {"sd1_ms": "SD1", "sd2_ms": "SD2"}
        ),
    }


GROUPS: dict[str, Callable[[np.ndarray], dict[str, Callable[[], Values]]]] = {
    "NeuroKit2": neurokit,
    "pyhrv": pyhrv,
    "hrv-analysis": hrv_analysis,
    "systole": systole,
}
