"""The place files themselves."""

from catalog.places.dataset import read


def test_the_files_hold_all_units_of_the_reform():
    dataset = read()

    assert dataset.version == "vietnamadminunits-1.0.4"
    assert len(dataset.provinces) == 34
    assert len(dataset.current) == 3321
    assert len(dataset.legacy_provinces) == 52
    assert len(dataset.former) == 10040 + 10  # ten of the area ended before the reform


def test_no_unit_is_told_twice():
    dataset = read()

    keys = [unit.key for unit in dataset.former]
    names = [(unit.code, unit.name) for unit in dataset.former if not unit.valid_from]

    assert len(keys) == len(set(keys))
    assert len(names) == len(set(names))


def test_every_change_leads_from_a_former_unit_to_one_that_is_told():
    dataset = read()
    former = {unit.key for unit in dataset.former}
    told = former | {unit.key for unit in dataset.current}

    assert {change.old for change in dataset.changes} == former
    assert {change.new for change in dataset.changes} <= told


def test_every_former_unit_has_exactly_one_chief_heir():
    dataset = read()

    chief = [change.old for change in dataset.changes if change.is_default]

    assert sorted(map(str, chief)) == sorted(str(unit.key) for unit in dataset.former)


def test_471_units_were_divided():
    dataset = read()

    divided = {change.old for change in dataset.changes if not change.is_whole}

    assert len(divided) == 471
