"""The vocabulary covers what an observer of agents must see, and says how spans belong together."""

import importlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from opentelemetry.proto.trace.v1.trace_pb2 import Span

ROOT = Path(__file__).resolve().parents[2]
SECTIONS = yaml.safe_load((ROOT / "semconv" / "taxonomy.yaml").read_text())["sections"]
STRUCTURE = yaml.safe_load((ROOT / "semconv" / "model" / "structure.yaml").read_text())

# What must be there, whatever the table grows to.
ITEMS = {
    "Every span": "name,start,duration,inputs,outputs,error type,error message,error traceback,metrics: tokens,"
    "metrics: evaluation,metrics: monitoring,events,parent,links",
    "Agent": "role,persona",
    "Reasoning": "context,retrieved knowledge,inference rules,boundary,outcome",
    "Planning": "goal,constraints,context,historical plans",
    "Workflow": "tasks,task dependencies,operational context,past execution history",
    "Task": "description,status,result",
    "Tool": "name,version,configuration settings",
    "Evaluation": "test cases,metrics,results,of the final response,of a single step,of a trajectory",
    "Guardrail": "actions,targets,fallback,escalation to a human",
    "LLM": "name,version,parameters",
    "Relations": "agent to its goal;agent to its knowledge bases;agent to its plans;reasoning to the plan;"
    "plan to model calls;plan to workflow, realised as one;workflow to tasks;task to tools;task to model calls;"
    "evaluation to agent, plan or workflow;guardrail to any span",
    "Prompts": "name,version,template,variables",
    "Feedback": "explicit,implicit",
    "Memory and retrieval": "memory,retrieval",
    "Around the run": "experiments,datasets,cost,handoffs,teams,artifacts",
    "Artifacts of design time": "prompts,tool definitions,policies,model configuration",
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A repository with nothing but a copy of the model and the taxonomy."""
    shutil.copytree(ROOT / "semconv" / "model", tmp_path / "semconv" / "model")
    shutil.copy(ROOT / "semconv" / "taxonomy.yaml", tmp_path / "semconv")
    return tmp_path


def _tool(name: str) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "semconv" / "tools"))
        return importlib.import_module(name)


def _emit(root: Path) -> dict[Path, str]:
    files: dict[Path, str] = _tool("emit_taxonomy").emit(root, _tool("resolve").load(root))
    return files


@pytest.mark.parametrize("title", ITEMS)
def test_the_taxonomy_has_every_item(title: str) -> None:
    """None of what must be seen can be dropped from the table."""
    items = ITEMS[title].split(";" if ";" in ITEMS[title] else ",")
    has = {item["item"] for section in SECTIONS if section["title"] == title for item in section["items"]}
    assert set(items) - has == set()


def test_every_item_is_in_the_convention_and_in_the_docs() -> None:
    """The generator takes the table, and people find every item in what it writes."""
    docs = _emit(ROOT)[_tool("emit_taxonomy").DOCS]
    for section in SECTIONS:
        for item in section["items"]:
            assert f"| {item['item']} | " in docs
    for rule in STRUCTURE["rules"]:
        assert f"| `{rule['id']}` | {rule['brief']} |" in docs


def test_span_fields_are_those_of_otlp() -> None:
    """What the table takes from the span itself is there under this name on the wire."""
    assert set(_tool("emit_taxonomy").SPAN_FIELDS) - {field.name for field in Span.DESCRIPTOR.fields} == set()


def test_the_published_rules_are_those_of_the_model() -> None:
    """A validator reads the same rules from the schema folder as from the installed package."""
    published = json.loads((ROOT / "schema" / "next" / "structure.json").read_text())
    packaged = json.loads((ROOT / "semconv" / "agentops_semconv" / "data" / "structure.json").read_text())
    assert published == packaged
    assert published["rules"] == STRUCTURE["rules"]
    assert (published["finding"], published["level"]) == ("structure_violation", "improvement")


def test_every_kind_but_prompts_has_a_place() -> None:
    """Rules speak of all kinds that can be misplaced: a workflow may stand alone, a prompt be fetched anywhere."""
    asked = {kind for rule in STRUCTURE["rules"] for kind in rule["child"]}
    assert set(_tool("resolve").load(ROOT).spans) - asked == {"workflow", "prompt"}


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("taxonomy.yaml", "agentops.agent.persona]", "agentops.agent.mask]", "persona: agentops.agent.mask is not"),
        ("taxonomy.yaml", "[agentops.agent.persona]", "[]", "Agent, persona: is nowhere"),
        ("taxonomy.yaml", "type=implicit", "type=silent", "agentops.feedback.type has no value 'silent'"),
        ("taxonomy.yaml", "[agentops.agent.persona]", "[agentops.plan.text]", "agent does not have agentops.plan.text"),
        ("taxonomy.yaml", "fields: [links]", "fields: [parents]", "a span has no field 'parents'"),
        ("taxonomy.yaml", "links, fields:", "links, field:", "has no field field"),
        ("taxonomy.yaml", "rules: [guardrail_escalation]", "rules: [escalation]", "no rule 'escalation'"),
        ("model/structure.yaml", "child: [planning]\n    within: [workflow]", "child: [plan]", "no kind 'plan'"),
        ("model/structure.yaml", "[agentops.guardrail.escalated_to]", "[user.name]", "does not have user.name"),
        ("model/structure.yaml", "action: [escalate]", "action: [shrug]", "has no value 'shrug'"),
        ("model/structure.yaml", "id: agent_goal", "id: task_of_workflow", "is there twice"),
        ("model/structure.yaml", "    link: [agentops.guardrail.escalated_to]\n", "", "asks for nothing"),
        ("model/structure.yaml", "within: [agent, reasoning]", "inside: [agent]", "has no field inside"),
    ],
)
def test_a_wrong_table_is_refused(copy: Path, file: str, old: str, new: str, message: str) -> None:
    """An item without a place, or one that names what does not exist, stops the generator."""
    path = copy / "semconv" / file
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))
    with pytest.raises(_tool("convention").ModelError, match=message.replace("[", r"\[")) as caught:
        _emit(copy)
    assert file in str(caught.value)


@pytest.mark.parametrize("name", ["policy", "model_config", "knowledge_base"])
def test_examples_show_what_was_laid_down_before_the_run(name: str) -> None:
    """Every artifact of design time is seen on a span with its name and its version."""
    cases = [yaml.safe_load(path.read_text())["span"] for path in (ROOT / "semconv" / "examples").glob("*/*.yaml")]
    keys = {key for span in cases for key in span["attributes"]}
    assert {f"agentops.{name}.name", f"agentops.{name}.version"} <= keys
