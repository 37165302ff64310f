"""Runs scim2-tester against a SCIM server and prints what it found, a JSON object a line.

Reads a JSON object from standard input: `teams`, where teams are created over REST; `scim`, where SCIM is served; `token`,
a bearer token for both; `user`, the id of somebody who may be put into a group; `extension`, the schema that tells the
team of a group.

The server is tested twice. `itself`: as it is. `supplied`: resources that the tester wants to create are such as there are,
since none are created over SCIM: the group of a new team, with `user` as a member, or `user`.
"""

import json
import re
import sys
import uuid

from httpx2 import Client
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_tester import check_server
from scim2_tester.utils import ResourceManager

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
given = json.load(sys.stdin)
http = Client(
    base_url=given["scim"],
    headers={"authorization": f"Bearer {given['token']}"},
    timeout=60,
)


def answer(response):
    if response.status_code >= 300:
        raise SystemExit(f"{response.request.url}: {response.status_code} {response.text}")
    return response.json()


def new_group():
    """The id of the group of a new team."""
    name = f"Team {uuid.uuid4()}"
    team = answer(http.post(given["teams"], json={"name": name}))
    wanted = {"filter": f'{given["extension"]}:teamId eq "{team["id"]}"'}
    [group] = answer(http.get("/Groups", params=wanted))["Resources"]
    add = {"op": "add", "path": "members", "value": [{"value": given["user"]}]}
    patch = {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [add]}
    answer(http.patch(f"/Groups/{group['id']}", json=patch))
    return group["id"]


def supply(self, model, fill_all=False):
    # The name of a model tells its extensions too.
    id = new_group() if model.__name__.startswith("Group") else given["user"]
    resource = self.context.client.query(model, id)
    self.resources.append(resource)
    return resource


def tell(run):
    for result in check_server(SyncSCIMClient(http)):
        reason = UUID.sub("<id>", " ".join((result.reason or "").split()))
        found = {
            "run": run,
            "check": result.title,
            "resource": result.resource_type,
            "status": result.status.name,
            "reason": reason,
        }
        print(json.dumps(found))


# Whoever shares no team is out of sight.
new_group()
tell("itself")
ResourceManager.create_and_register = supply
tell("supplied")
