"""The engine of Munara: streams, detection, alerts, journal. Runs with no Qt and never imports ui."""
