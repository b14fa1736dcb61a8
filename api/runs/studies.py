"""Studies as runs do them: what each is asked with, within bounds, and how it is found.

Every plan of a study is proved, however long that takes; somebody who has waited long enough stops
the run, and what is known by then is kept.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Union

from pydantic import Field

from matcher.criteria import CRITERION
from matcher.records.fields import Code, Number, Record, Whole
from scenarios.inputs import Inputs
from scenarios.studies import Study, provenance
from scenarios.studies.call_list import MOST, USUAL, CallList, call_list_of
from scenarios.studies.contention import Contention, contention_of
from scenarios.studies.next_home import KINDS, PLACES, NextHome, value_of_next_home
from scenarios.studies.price import IN_HOUSE_TARGET, Price, price_of
from scenarios.studies.price.elements import ELEMENT
from scenarios.studies.stress import DRAWS, SIZES, Stress, stress_of
from scenarios.studies.sufficiency import Sufficiency, sufficiency_of
from scenarios.studies.tradeoff import MOST_POINTS, Tradeoff, tradeoff_of
from scenarios.studies.tradeoff.axes import CHILDREN_MOVED
from scenarios.studies.year import Rates, Year
from scenarios.studies.year.run import years_lived_here
from scenarios.studies.year.study import compared

#: Told how much is done, and of how much; raises KeyboardInterrupt to end a study.
Step = Callable[[int, int], None]
#: Bounds, so that no question takes days.
MOST_YEARS, MOST_WEEKS, MOST_DRAWS, MOST_ARRIVE = 100, 104, 200, 200

if TYPE_CHECKING:
    ElementCode = str
    SumCode = str
    KindCode = str
else:
    ElementCode = Literal[tuple(ELEMENT)]
    SumCode = Literal[(CHILDREN_MOVED, *CRITERION)]
    KindCode = Literal[KINDS]
Share = Annotated[Number, Field(ge=0, le=1)]


class AskedStudy(Record, ABC):
    """What a study is asked with; its field ``study`` is its code.

    Attributes
    ----------
    code : str
        The study's.
    finds : type of Study
        What it comes to.
    """

    code: ClassVar[str]
    finds: ClassVar[type[Study]]

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Take the code from the field that tells studies apart."""
        super().__pydantic_init_subclass__(**kwargs)
        cls.code = cls.model_fields["study"].default

    @abstractmethod
    def found(self, inputs: Inputs, step: Step) -> Study:
        """Return what the study finds.

        Parameters
        ----------
        inputs : Inputs
            The register and the policy.
        step : callable
            Told how much is done; where it raises KeyboardInterrupt, what is done is kept.

        Raises
        ------
        InputError
            If it can't be asked of this register; each place is a field.
        KeyboardInterrupt
            If nothing was done yet that could be kept.
        """


class AskedSufficiency(AskedStudy):
    """Supply against need: the tables of the sufficiency plan."""

    finds: ClassVar = Sufficiency
    study: Literal["sufficiency"] = "sufficiency"

    def found(self, inputs: Inputs, step: Step) -> Study:
        """Return what the study finds."""
        return sufficiency_of(inputs, step)


class AskedNextHome(AskedStudy):
    """What one more carer or home would be worth."""

    finds: ClassVar = NextHome
    study: Literal["next-home"] = "next-home"
    areas: Annotated[tuple[Code, ...], Field(max_length=20)] = Field(
        default=(),
        description="where: towns or places of the register; the twelve areas that most children "
        "come from if none is given",
    )
    kinds: Annotated[tuple[KindCode, ...], Field(min_length=1)] = Field(
        default=KINDS[:1], description="kinds of home"
    )
    places: Annotated[
        tuple[Annotated[Whole, Field(ge=1, le=12)], ...], Field(min_length=1, max_length=6)
    ] = Field(default=PLACES, description="places of the home, each number tried")
    provides: Annotated[tuple[Code, ...], Field(max_length=10)] = Field(
        default=(), description="needs, by code, that the home provides for"
    )

    def found(self, inputs: Inputs, step: Step) -> Study:
        """Return what the study finds."""
        return value_of_next_home(
            inputs, self.areas, self.kinds, self.places, self.provides, progress=step
        )


class AskedPrice(AskedStudy):
    """What each element of the policy costs."""

    finds: ClassVar = Price
    study: Literal["price"] = "price"
    elements: tuple[ElementCode, ...] = Field(
        default=(), description="elements of the policy; all of them if none is given"
    )
    in_house_target: Share = Field(
        default=IN_HOUSE_TARGET,
        description="the in-house share that is priced where the policy sets none, from 0 to 1",
    )

    def found(self, inputs: Inputs, step: Step) -> Study:
        """Return what the study finds."""
        return price_of(inputs, self.elements, in_house_target=self.in_house_target, progress=step)


class AskedTradeoff(AskedStudy):
    """What less of one thing costs in another."""

    finds: ClassVar = Tradeoff
    study: Literal["tradeoff"] = "tradeoff"
    across: SumCode = Field(default=CHILDREN_MOVED, description="one of the two sums")
    down: SumCode = Field(default="distance_home", description="the other")
    most_points: Annotated[Whole, Field(ge=2, le=200)] = Field(
        default=MOST_POINTS, description="at most so many points of the curve"
    )

    def found(self, inputs: Inputs, step: Step) -> Study:
        """Return what the study finds."""
        return tradeoff_of(
            inputs, self.across, self.down, most_points=self.most_points, progress=step
        )


class AskedStress(AskedStudy):
    """More children come at once: where today's homes break first."""

    finds: ClassVar = Stress
    study: Literal["stress"] = "stress"
    children: Annotated[
        tuple[Annotated[Whole, Field(ge=1, le=MOST_ARRIVE)], ...],
        Field(min_length=1, max_length=8),
    ] = Field(default=SIZES, description="how many children come, each number tried")
    draws: Annotated[Whole, Field(ge=1, le=MOST_DRAWS)] = Field(
        default=DRAWS, description="how often each number is drawn"
    )

    def found(self, inputs: Inputs, step: Step) -> Study:
        """Return what the study finds."""
        return stress_of(inputs, self.children, self.draws, progress=step)


class AskedYear(AskedStudy):
    """What a year would bring, decided in four ways."""

    finds: ClassVar = Year
    study: Literal["year"] = "year"
    years: Annotated[Whole, Field(ge=1, le=MOST_YEARS)] = Field(
        default=10, description="how many years are drawn; about 40 seconds each for 245 children"
    )
    weeks: Annotated[Whole, Field(ge=1, le=MOST_WEEKS)] = Field(
        default=52, description="weeks of each year"
    )

    def found(self, inputs: Inputs, step: Step) -> Study:
        """Return what the study finds."""
        rates = Rates(weeks=self.weeks)
        done = years_lived_here(inputs, self.years, rates, step)
        return compared(provenance(inputs), rates, self.years, done)


class AskedCallList(AskedStudy):
    """In which order to ring homes when each may refuse."""

    finds: ClassVar = CallList
    study: Literal["call-list"] = "call-list"
    request: Code = Field(description="id of the child or of the sibling group")
    most: Annotated[Whole, Field(ge=1, le=MOST)] = Field(
        default=USUAL, description="how many options to look at"
    )
    yes: Share | None = Field(
        default=None,
        description="how likely a home says yes, from 0 to 1; by kind of home if not given",
    )

    def found(self, inputs: Inputs, step: Step) -> Study:
        """Return what the study finds."""
        return call_list_of(inputs, self.request, self.most, self.yes, progress=step)


class AskedContention(AskedStudy):
    """Homes that several want first, and who should have each."""

    finds: ClassVar = Contention
    study: Literal["contention"] = "contention"

    def found(self, inputs: Inputs, step: Step) -> Study:
        """Return what the study finds."""
        return contention_of(inputs, progress=step)


#: All studies by code, those that are asked most often first.
STUDIES: dict[str, type[AskedStudy]] = {
    one.code: one
    for one in (
        AskedSufficiency,
        AskedNextHome,
        AskedPrice,
        AskedTradeoff,
        AskedStress,
        AskedContention,
        AskedCallList,
        AskedYear,
    )
}

if TYPE_CHECKING:
    AnyStudy = AskedStudy
else:
    # Made from the list of studies, so the bar of `X | Y` can't be written.
    AnyStudy = Annotated[Union[tuple(STUDIES.values())], Field(discriminator="study")]  # noqa: UP007


def study_of(answer: dict[str, Any]) -> Study:
    """Return a study as a run has kept it."""
    code = answer["format"].split("/")[2]
    return STUDIES[code].finds.model_validate(answer)


__all__ = ["STUDIES", "AnyStudy", "AskedStudy", "Step", "study_of"]
