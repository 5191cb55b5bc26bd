"""The questions that engines are compared by: both forms ask the same."""

import kg
from kg.evaluation.engines import questions
from kg.evaluation.synthetic import synthetic_reports


def test_both_forms_of_a_question_have_the_same_answers() -> None:
    asked: dict[str, dict[str, str]] = {}
    for question, form, text in questions():
        asked.setdefault(question, {})[form] = text
    with kg.open_store(":memory:") as store:
        for article, report in synthetic_reports(6, actors=6):
            store.add(report, article)
        ranked = "SELECT ?a ?name { ?e kg:actor ?a . ?a rdfs:label ?name } GROUP BY ?a ?name"
        actor = store.query(f"{ranked} ORDER BY DESC(COUNT(?e))")[0]
        for question, forms in asked.items():
            found = {
                form: store.query(
                    text.replace("$ACTOR", f"<{actor['a']}>").replace("$NAME", f'"{actor["name"]}"')
                )
                for form, text in forms.items()
            }
            rows = [sorted(sorted(map(str, row.values())) for row in table) for table in found.values()]
            assert rows[0] == rows[1], question
            assert rows[0] or question == "quotations"
