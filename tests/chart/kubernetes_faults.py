"""Reads a JSON list of manifests, and writes what is wrong with them by the schemas of Kubernetes, as a JSON list of texts.

Kinds that no schema is there for are written as such: those of others, such as ServiceMonitor.
"""

import json
import sys

import kubernetes_validate

VERSION = "1.37"


def fault_of(manifest):
    try:
        kubernetes_validate.validate(manifest, VERSION, strict=True)
    except kubernetes_validate.SchemaNotFoundError:
        return "no schema"
    except kubernetes_validate.ValidationError as error:
        return f"{'.'.join(str(part) for part in error.path)}: {error.message}"
    return None


found = []
for manifest in json.load(sys.stdin):
    fault = fault_of(manifest)
    if fault is not None:
        found.append(f"{manifest['kind']} {manifest['metadata']['name']}: {fault}")
json.dump(found, sys.stdout)
