"""What is held about staff and their logins, Django's own tables included."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.privacy.holdings import Table

_DUTY = "公务员法、网络安全法第二十一条"
_WHILE_IN_POST = Text(
    "在岗期间，离岗后随办件记录保存", "while in post, then with the records of the work done"
)

TABLES = (
    Table(
        "staff.Post",
        Text("谁在哪里办什么业务", "who does which work where"),
        ground=_DUTY,
        kept=_WHILE_IN_POST,
        s1="id user role programme division from_on to_on",
    ),
    Table(
        "auth.User",
        Text("登录", "to log in"),
        ground=_DUTY,
        kept=_WHILE_IN_POST,
        s1="id last_login is_superuser is_staff is_active date_joined username",
        s2="first_name last_name email",
        s4="password",
        in_clear={"password": "it is a salted hash, which cannot be opened"},
    ),
    Table("auth.Group", Text("未使用", "unused"), ground=_DUTY, kept=_WHILE_IN_POST, s1="id name"),
    Table(
        "auth.Group_permissions",
        Text("未使用", "unused"),
        ground=_DUTY,
        kept=_WHILE_IN_POST,
        s1="id group permission",
    ),
    Table(
        "auth.User_groups", Text("未使用", "unused"), ground=_DUTY, kept=_WHILE_IN_POST, s1="id user group"
    ),
    Table(
        "auth.User_user_permissions",
        Text("未使用", "unused"),
        ground=_DUTY,
        kept=_WHILE_IN_POST,
        s1="id user permission",
    ),
    Table(
        "auth.Permission",
        Text("未使用", "unused"),
        ground=_DUTY,
        kept=_WHILE_IN_POST,
        s1="id name content_type codename",
    ),
    Table(
        "contenttypes.ContentType",
        Text("系统内部表", "internal to Django"),
        ground=_DUTY,
        kept=Text("随系统", "as long as the site"),
        s1="id app_label model",
    ),
    Table(
        "sessions.Session",
        Text("保持登录", "to stay logged in"),
        ground=_DUTY,
        kept=Text("退出或到期即失效", "until logging out, or its end"),
        s1="expire_date",
        s4="session_key session_data",
        in_clear={
            "session_key": "the cookie of a login is looked up by it; it ends with the session",
            "session_data": "signed; holds who is logged in and the answers of an unsaved check",
        },
    ),
)
