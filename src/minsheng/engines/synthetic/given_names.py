"""Given names by generation and sex: common first and second characters, and names of one character.

Own lists, after what is usual in northern China; not taken from any register. The more common come first.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GivenNames:
    """The characters that the names of one generation and sex are made of."""

    first: str
    second: str
    alone: str
    share_alone: float


# The generation begins with this year of birth.
GENERATIONS = (0, 1950, 1970, 1990, 2010)

MALE_NAMES = (
    GivenNames(
        first="富德福天万金银根文永保大有长玉兴来怀鸿廷",
        second="贵财生福义旺才成喜山元林海明德祥柱锁和堂",
        alone="福旺虎柱发栓",
        share_alone=0.04,
    ),
    GivenNames(
        first="建志国爱卫保永文世红新成俊长海春吉润跃宝",
        second="国军平华明生强林民忠东虎文伟斌义胜龙旺红",
        alone="军强明平勇虎刚",
        share_alone=0.10,
    ),
    GivenNames(
        first="建志晓海永俊国文小少宏瑞卫立振世向春雪彦",
        second="军强伟峰平斌勇刚辉明涛鹏杰华东兵飞亮龙波",
        alone="伟强勇军磊涛斌鹏杰超峰波刚辉亮飞凯浩雷林",
        share_alone=0.32,
    ),
    GivenNames(
        first="浩宇子俊嘉泽志晨凯鑫文家鹏明思天佳博昊建",
        second="宇杰豪轩涛鹏伟博辰阳龙飞凯瑞文超泽晨帆林",
        alone="浩宇鹏杰凯超博鑫阳帆旭晨磊瑞龙",
        share_alone=0.22,
    ),
    GivenNames(
        first="子梓浩宇俊沐一奕泽铭嘉皓景辰博瑞昊亦书承",
        second="轩涵睿泽宸辰宇豪航霖然熙恒阳哲诚洋琛昂朗",
        alone="睿宸诺航",
        share_alone=0.05,
    ),
)
FEMALE_NAMES = (
    GivenNames(
        first="秀桂玉翠凤素爱巧金银改春月淑兰梅引润先果",
        second="英兰珍花梅莲娥仙芳香枝珠云叶凤琴女桃变环",
        alone="英莲兰",
        share_alone=0.02,
    ),
    GivenNames(
        first="秀桂爱玉建国春红丽润俊月改金美彩瑞果玲先",
        second="英花萍梅莲香兰珍芳仙琴丽平华娥连清枝霞叶",
        alone="萍红英芳丽",
        share_alone=0.07,
    ),
    GivenNames(
        first="晓丽小海红艳春玉雪瑞文秀俊永爱彩慧素亚志",
        second="丽红芳霞燕艳娟琴梅萍玲敏静娜英花琳婷青平",
        alone="丽静敏燕艳娟霞芳娜婷玲红洁琴莉慧颖倩琳萍",
        share_alone=0.30,
    ),
    GivenNames(
        first="思雨佳欣梦晓雅诗嘉子静雪若婷慧悦艺丽可怡",
        second="婷怡琪敏雨欣悦瑶彤佳雯琳娜颖洁慧萱宁瑜楠",
        alone="婷静悦欣倩瑶颖敏雪琪",
        share_alone=0.20,
    ),
    GivenNames(
        first="梓子欣诗雨一若语可沐佳悦思奕芷艺书婉苡安",
        second="涵萱怡彤妍诺瑶琪菲桐汐然萌晴溪恩月宁玥伊",
        alone="诺萱玥",
        share_alone=0.04,
    ),
)
