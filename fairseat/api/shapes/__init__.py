"""The bodies of the HTTP interface. Instants are ISO 8601 in UTC; the page shows them in the reader's zone."""

from fairseat.api.shapes.acts import CommentIn, ConcludeIn, RatingIn, RulingIn, TerminateIn, WarnIn
from fairseat.api.shapes.audit import AuditRow
from fairseat.api.shapes.base import FieldError, Name, Page, Problem, Role, Shape, State
from fairseat.api.shapes.doors import LinkSignIn, Me, SignIn
from fairseat.api.shapes.evidence import Segment, SegmentIndex
from fairseat.api.shapes.exams import AssignIn, Exam, ExamIn, RosterIn, RosterOut, ShareIn, ShareOut
from fairseat.api.shapes.people import (
    Accommodation,
    AccommodationIn,
    AccommodationsIn,
    CsvColumn,
    CsvIn,
    CsvOut,
    CsvRow,
    EncodingChoice,
    FileText,
    Person,
    PersonChange,
    PersonIn,
)
from fairseat.api.shapes.score import Minute, Score, TrackerShare
from fairseat.api.shapes.sessions import Conclusion, SessionPage, SessionRow
from fairseat.api.shapes.sitting import AnswerIn, CheckIn, ConsentIn, DeviceIn, FacePhoto, FinishIn, Sitting, WithoutIn
from fairseat.api.shapes.templates import Catalogue, Template, TemplateIn, TrackerInfo
from fairseat.api.shapes.trace import ChatMessage, Event, Outage, Ruling, SimilarFace, SnapshotInfo, Violation
from fairseat.api.shapes.typing import Typing, TypingIn

__all__ = [
    "Accommodation",
    "AccommodationIn",
    "AccommodationsIn",
    "AnswerIn",
    "AssignIn",
    "AuditRow",
    "Catalogue",
    "ChatMessage",
    "CheckIn",
    "CommentIn",
    "ConcludeIn",
    "Conclusion",
    "ConsentIn",
    "CsvColumn",
    "CsvIn",
    "CsvOut",
    "CsvRow",
    "DeviceIn",
    "EncodingChoice",
    "Event",
    "Exam",
    "ExamIn",
    "FacePhoto",
    "FieldError",
    "FileText",
    "FinishIn",
    "LinkSignIn",
    "Me",
    "Minute",
    "Name",
    "Outage",
    "Page",
    "Person",
    "PersonChange",
    "PersonIn",
    "Problem",
    "RatingIn",
    "Role",
    "RosterIn",
    "RosterOut",
    "Ruling",
    "RulingIn",
    "Score",
    "Segment",
    "SegmentIndex",
    "SessionPage",
    "SessionRow",
    "Shape",
    "ShareIn",
    "ShareOut",
    "SignIn",
    "SimilarFace",
    "Sitting",
    "SnapshotInfo",
    "State",
    "Template",
    "TemplateIn",
    "TerminateIn",
    "TrackerInfo",
    "TrackerShare",
    "Typing",
    "TypingIn",
    "Violation",
    "WarnIn",
    "WithoutIn",
]
