"""Names: surnames from the father, given names of one's generation, telephones that reach nobody."""

import numpy as np

from minsheng.engines.synthetic.given_names import FEMALE_NAMES, MALE_NAMES
from minsheng.engines.synthetic.names import PHONE_BLOCK, surnames
from minsheng.engines.synthetic.streams import stream


def test_most_children_have_the_surname_of_their_father(large, jinzhong):
    r = large.counties[0].making.residents
    surname = surnames(r, jinzhong.surnames, stream(1, "names"))
    child = np.flatnonzero((r.father >= 0) & (r.mother >= 0))
    differs = surname[r.father[child]] != surname[r.mother[child]]

    from_father = (surname[child] == surname[r.father[child]])[differs]

    assert 0.94 < from_father.mean() < 0.99
    assert (surname[child] == surname[r.mother[child]])[differs][~from_father].all()


def test_brothers_and_sisters_have_one_surname(large, jinzhong):
    r = large.counties[0].making.residents
    surname = surnames(r, jinzhong.surnames, stream(1, "names"))
    child = np.flatnonzero((r.father >= 0) & (r.mother >= 0))
    order = child[np.argsort(r.mother[child], kind="stable")]
    siblings = r.mother[order][1:] == r.mother[order][:-1]

    assert (surname[order][1:] == surname[order][:-1])[siblings].all()


def test_common_surnames_are_common(identities, jinzhong):
    first = [name[0] for name in identities["name"].to_pylist()]
    weights = list(jinzhong.surnames.values())
    wanted = jinzhong.surnames["王"] / sum(weights)

    assert abs(first.count("王") / len(first) - wanted) < 0.01


def test_names_have_two_to_four_characters_and_no_others(identities):
    lengths = {len(name) for name in identities["name"].to_pylist()}

    assert lengths <= {2, 3, 4}
    assert all(
        "\u4e00" <= sign <= "\u9fff" for name in identities["name"].to_pylist()[:5000] for sign in name
    )


def test_no_generation_repeats_a_character_in_its_list():
    for names in (*MALE_NAMES, *FEMALE_NAMES):
        for characters in (names.first, names.second, names.alone):
            assert len(set(characters)) == len(characters)


def test_every_telephone_lies_in_the_block_that_reaches_nobody(identities):
    phones = [phone for phone in identities["phone"].to_pylist() if phone is not None]

    assert len(phones) > 100_000
    assert all(phone.startswith(PHONE_BLOCK) and len(phone) == 11 for phone in phones)
