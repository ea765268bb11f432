"""Every setting, with default, reason and environment name (`FAIRSEAT_...`)."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="FAIRSEAT_", extra="ignore")

    data: Path = Field(Path("data"), description="Folder of everything that is kept")
    host: str = Field("127.0.0.1", description="Address to listen on; a proxy with TLS stands in front")
    port: int = Field(8000, description="Port to listen on")
    trusted_proxies: str = Field(
        "127.0.0.1", description="Addresses of proxies whose X-Forwarded-For is believed, comma separated"
    )
    public_url: str = Field("", description="Address people use, e.g. https://exams.example.edu; empty: as asked")
    database: str = Field("", description="PostgreSQL DSN; empty: the embedded server in the data folder")
    vault: str = Field("", description="Where evidence is kept: a folder or s3://bucket; empty: in the data folder")
    institution: str = Field("Fairseat", description="Name on pages and reports")
    contact: str = Field(
        "",
        description="Whom students may ask, where an exam names nobody or a link is refused: any words",
    )
    time_zone: str = Field("UTC", description="Zone of the times in reports")
    pages: Path = Field(
        Path(__file__).resolve().parent.parent / "web" / "dist", description="Folder of the built pages"
    )
    demo: bool = Field(False, description="Make demo people and an exam when the database is empty")

    secure_cookies: bool | None = Field(None, description="Cookies over TLS only; default: when public_url is https")
    sign_in_hours: int = Field(12, description="A sign-in lasts this long: longer than any exam day")
    sign_in_attempts: int = Field(
        10, description="Failed attempts on one account from one address in the window below: typing errors"
    )
    sign_in_attempts_account: int = Field(
        50, description="Failed attempts on one account from all addresses; who has signed in from there passes"
    )
    sign_in_attempts_address: int = Field(
        500, description="Failed attempts from one address on all accounts: a computer room shares one"
    )
    sign_in_window_min: int = Field(10, description="Minutes the failed attempts are counted over")
    sign_in_known_days: int = Field(
        90, description="An address from which somebody has signed in is known for this long: longer than a term"
    )
    link_after_h: int = Field(
        24, description="A personal link ends this long after late evidence is no longer taken, hours"
    )
    password_memory_kib: int = Field(19_456, description="argon2id memory: OWASP's first choice (19 MiB, 2 passes)")
    password_passes: int = Field(2, description="argon2id passes")

    pool_size: int = Field(10, description="Database connections of one process")
    body_limit: int = Field(6_000_000, description="Largest HTTP body, bytes: a CSV of some 50,000 people")
    body_pause_s: float = Field(20.0, description="A body that brings nothing for this long is refused, seconds")
    body_s: float = Field(300.0, description="A body must be here in this time: the largest at 160 kbit/s, seconds")
    hello_s: float = Field(10.0, description="A page's socket must greet in this time, seconds")
    chunk_limit: int = Field(1_000_000, description="Largest chunk frame, bytes: ten times a screen key frame")
    face_limit: int = Field(200_000, description="Largest picture of a face, bytes: five times what the page sends")
    face_print_days: int = Field(
        30, description="The numbers that faces are compared by are deleted after this many days: enough for an appeal"
    )
    snapshot_limit: int = Field(400_000, description="Largest snapshot frame, bytes")
    uplink_limit: int = Field(262_144, description="Largest body of the uplink measurement, bytes")
    chat_limit: int = Field(4000, description="Longest chat message, characters")

    least_free: int = Field(
        500_000_000, description="Bytes; with less room on the disk the product says that it is not ready"
    )

    readings_flush_s: float = Field(
        5.0, description="Readings are stored and acknowledged this often; a page keeps what is not acknowledged"
    )
    silent_s: float = Field(5.0, description="No word from a student's page for this long is an outage")
    return_s: float = Field(
        120.0,
        description="Who comes back after a reopening has this long to share the screen again until it is missed",
    )
    lease_s: float = Field(8.0, description="A page unheard for this long no longer holds its session")
    pack_s: float = Field(30.0, description="Closed segments are packed into objects of about this length, seconds")
    hole_wait_s: float = Field(
        60.0, description="A hole in a recording is waited for this long after its page has nothing more to send"
    )
    pack_every_s: float = Field(5.0, description="How often closed segments are looked for")
    late_evidence_h: int = Field(24, description="Evidence of an ended session is taken for this long, hours")
    late_rest_s: float = Field(4.0, description="Late evidence that rests this long is taken into score and report")
    typing_keep_days: int = Field(
        365, description="A student's rhythm of typing, kept with consent, is deleted this long after it was last used"
    )
    grace_s: float = Field(20.0, description="A session is ended by the server this long after its time is over")
    drain_wait_s: float = Field(6.0, description="A report waits this long for evidence still on its way")
    watcher_queue: int = Field(4_000_000, description="Bytes waiting for a slow watcher before chunks are dropped")
    tile_after_h: float = Field(1.0, description="Ended sessions stay in the proctor's grid for this long, hours")

    @property
    def cookies_over_tls(self) -> bool:
        secure = self.secure_cookies
        return self.public_url.startswith("https://") if secure is None else secure
