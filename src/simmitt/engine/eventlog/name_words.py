"""Words that are names of people: common first names in Sweden, and how family names end.

First names after Statistics Sweden's lists of the commonest names of men and women, and some of those that
people bring with them.
"""

_WOMEN = """
Agneta Agnes Alexandra Alice Alicia Amanda Amina Anette Anita Anja Ann Anna Anneli Annelie Annette Annica
Annika Asta Astrid Barbro Beatrice Berit Birgit Birgitta Britt Britta Camilla Carin Carina Carolina Caroline
Catarina Catharina Cecilia Charlotta Charlotte Christina Clara Cornelia Diana Ebba Elin Elina Elisabet
Elisabeth Ella Ellen Elsa Elvira Emelie Emilia Emma Erika Ester Eva Evelina Evy Fatima Felicia Filippa
Frida Gerd Gun Gunborg Gunilla Gunnel Gunvor Hanna Hannah Hedvig Helen Helena Helene Ida Inga Inger
Ingegerd Ingela Ingrid Irene Isabella Isabelle Jennie Jenny Jessica Johanna Josefin Josefine Julia Kajsa
Karin Karolina Katarina Kerstin Klara Kristin Kristina Laila Lena Lilly Lina Linda Linnea Linnéa Lisa
Lisbeth Lotta Louise Lovisa Madeleine Maja Malin Margareta Margaretha Maria Marianne Marie Marita Matilda
Mia Mikaela Moa Mona Monica Monika Märta Nathalie Nina Nora Olivia Petra Pia Rebecca Rebecka Ronja Rut
Sandra Sanna Sara Sarah Siri Siv Sofia Sofie Solveig Sonja Susanna Susanne Svetlana Terese Therese Tilda
Tina Tove Ulla Ulrika Vanja Vera Victoria Viktoria Vilma Viola Viveka Wilma Yvonne Zahra Åsa
"""
_MEN = """
Abdi Abdul Adam Ahmed Albert Albin Alex Alexander Alf Alfred Ali Allan Amir Anders Andreas Andrzej Anton
Arne Arvid Axel August Bengt Benjamin Bernt Bertil Bjarne Björn Bo Börje Carl Casper Christer Christian
Christoffer Claes Conny Dag Daniel David Dennis Edvin Elias Elliot Emanuel Emil Erik Eric Ernst Evert
Fabian Filip Folke Fredrik Fredric Gabriel Georg Gert Gunnar Gustaf Gustav Göran Göte Hampus Hans Harald
Harry Hasse Hassan Henric Henrik Henry Herman Hugo Håkan Ibrahim Ingemar Ingvar Isak Ivan Jakob Jacob Jan
Janne Jens Jerker Jesper Jim Jimmy Joakim Joel Johan Johannes John Johnny Jon Jonas Jonathan Jonny Josef
Juha Jussi Jörgen Kalle Karl Kenneth Kenny Kent Kevin Kjell Klas Konrad Kristian Kristoffer Krister Kurt
Lars Lasse Leif Lennart Leo Leon Liam Linus Loke Lucas Ludvig Lukas Magnus Marcus Markus Martin Mathias
Mats Mattias Matti Max Melker Michael Mikael Mohamed Mohammed Morgan Muhammad Mustafa Måns Mårten Niklas
Nicklas Nikolaj Nils Noel Oleksandr Olle Olof Olov Omar Oscar Oskar Osman Otto Ove Patric Patrik Pelle Per
Peter Petri Petter Philip Piotr Pontus Pär Ragnar Raimo Ralf Ralph Reijo Rickard Rikard Robert Robin Roger
Roland Rolf Ronny Rune Ruben Samuel Sebastian Seppo Sigvard Simon Sixten Stefan Sten Stig Sture Sven Svante
Sören Tage Tapio Teodor Theo Theodor Thomas Thorbjörn Timo Tobias Tom Tomas Tommy Tony Torbjörn Tord Tore
Torgny Torsten Ture Ulf Urban Uno Valter Victor Vidar Viktor Vilgot Ville Vincent Walter Wilhelm William
Yngve Yusuf Zelda Åke Örjan Östen
"""
FIRST_NAMES = frozenset((_WOMEN + _MEN).split())
# First names that are words, months, makes or materials too: alone they name nobody.
_WORDS = """
Ali Ann August Axel Björn Bo Dag Gerd Jan Kent Leo Loke Max Mona Nora Otto Per Rut Siv Sten Stig Tage Tina
Tom Tony Tord Tore Tove Ture Uno Urban Vera Victor Viola Viktoria Victoria Walter Moa Mia Alf Inga Gun
Diana Robin Morgan Lilly Theo Ville Kevin Zelda Siri Alice Asta Pia Ella Ida Ove Folke
"""
ALSO_WORDS = frozenset(_WORDS.split())
# How family names end that are made of two words, and sons' names.
FAMILY_ENDINGS = (
    "sson|son|sen|qvist|kvist|quist|bergh?|ström|lund|lundh|gren|dahl|dal|stedt|strand|holm|man|mark|blad|ling"
    "|sten|vall|wall|fors|vik|sjö|skog|löf|löv|lind|bäck|beck|borg|feldt|ros|rot|hage|berger|nen|ski|wicz|ovic|ević"
)
SHORT_FAMILIES = (
    "Ek|Alm|Lind|Berg|Holm|Lund|Björk|Ström|Dahl|Falk|Bäck|Ahl|Blom|Frisk|Rask|Lantz|Roth|Ali|Khan|Ahmed|Hassan"
    "|Nguyen|Tran|Kumar|Singh"
)
# Makers of machines that are called like people.
MAKERS = frozenset({"carl zeiss", "john deere", "max müller", "robert bosch", "karl mayer", "hans weber"})
