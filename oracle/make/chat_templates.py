# SPDX-License-Identifier: BSD-3-Clause
"""Renders chat templates in the style of well-known model families with transformers, as references for lxt-chat.

usage: python chat_templates.py OUT   writes OUT/<name>/template.jinja and OUT/<name>/cases.jsonl
"""

import datetime
import json
import pathlib
import sys

import jinja2
import transformers.utils.chat_template_utils as utils

NOW = datetime.datetime(2026, 3, 7, 9, 5, 4)


class FixedDate(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return NOW


utils.datetime = FixedDate

TEMPLATES = {}

TEMPLATES["chatml"] = """{% for message in messages %}
{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n' }}
{% endfor %}
{% if add_generation_prompt %}
{{ '<|im_start|>assistant\\n' }}
{% endif %}
"""

TEMPLATES["llama3"] = """{% set loop_messages = messages %}{% for message in loop_messages %}{% set content = '<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n' + message['content'] | trim + '<|eot_id|>' %}{% if loop.index0 == 0 %}{% set content = bos_token + content %}{% endif %}{{ content }}{% endfor %}{% if add_generation_prompt %}{{ '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}{% endif %}"""

TEMPLATES["llama32"] = """{{- bos_token }}
{%- if custom_tools is defined %}
    {%- set tools = custom_tools %}
{%- endif %}
{%- if not tools_in_user_message is defined %}
    {%- set tools_in_user_message = true %}
{%- endif %}
{%- if not date_string is defined %}
    {%- if strftime_now is defined %}
        {%- set date_string = strftime_now("%d %b %Y") %}
    {%- else %}
        {%- set date_string = "26 Jul 2024" %}
    {%- endif %}
{%- endif %}
{%- if not tools is defined %}
    {%- set tools = none %}
{%- endif %}

{#- The system message comes first. #}
{%- if messages[0]['role'] == 'system' %}
    {%- set system_message = messages[0]['content']|trim %}
    {%- set messages = messages[1:] %}
{%- else %}
    {%- set system_message = "" %}
{%- endif %}

{{- "<|start_header_id|>system<|end_header_id|>\\n\\n" }}
{%- if tools is not none %}
    {{- "Environment: ipython\\n" }}
{%- endif %}
{{- "Knowledge ends: December 2023\\n" }}
{{- "Today: " + date_string + "\\n\\n" }}
{%- if tools is not none and not tools_in_user_message %}
    {{- "You may call these functions. Answer with JSON." }}
    {%- for t in tools %}
        {{- t | tojson(indent=4) }}
        {{- "\\n\\n" }}
    {%- endfor %}
{%- endif %}
{{- system_message }}
{{- "<|eot_id|>" }}

{%- if tools_in_user_message and not tools is none %}
    {%- if messages | length != 0 %}
        {%- set first_user_message = messages[0]['content']|trim %}
        {%- set messages = messages[1:] %}
    {%- else %}
        {{- raise_exception("There is no user message to put the tools into!") }}
    {%- endif %}
    {{- '<|start_header_id|>user<|end_header_id|>\\n\\n' -}}
    {{- "These functions are there:\\n\\n" }}
    {%- for t in tools %}
        {{- t | tojson(indent=4) }}
        {{- "\\n\\n" }}
    {%- endfor %}
    {{- first_user_message + "<|eot_id|>"}}
{%- endif %}

{%- for message in messages %}
    {%- if not (message.role == 'ipython' or message.role == 'tool' or 'tool_calls' in message) %}
        {{- '<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n'+ message['content'] | trim + '<|eot_id|>' }}
    {%- elif 'tool_calls' in message %}
        {%- if not message.tool_calls|length == 1 %}
            {{- raise_exception("Only one call of a tool at once!") }}
        {%- endif %}
        {%- set tool_call = message.tool_calls[0].function %}
        {{- '<|start_header_id|>assistant<|end_header_id|>\\n\\n' -}}
        {{- '{"name": "' + tool_call.name + '", ' }}
        {{- '"parameters": ' }}
        {{- tool_call.arguments | tojson }}
        {{- "}" }}
        {{- "<|eot_id|>" }}
    {%- elif message.role == "tool" or message.role == "ipython" %}
        {{- "<|start_header_id|>ipython<|end_header_id|>\\n\\n" }}
        {%- if message.content is mapping or message.content is iterable %}
            {{- message.content | tojson }}
        {%- else %}
            {{- message.content }}
        {%- endif %}
        {{- "<|eot_id|>" }}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}
{%- endif %}
"""

TEMPLATES["qwen25"] = """{%- if tools %}
    {{- '<|im_start|>system\\n' }}
    {%- if messages[0]['role'] == 'system' %}
        {{- messages[0]['content'] }}
    {%- else %}
        {{- 'You are of use.' }}
    {%- endif %}
    {{- "\\n\\n# Tools\\n\\n<tools>" }}
    {%- for tool in tools %}
        {{- "\\n" }}
        {{- tool | tojson }}
    {%- endfor %}
    {{- "\\n</tools>\\n\\n<tool_call>\\n{\\"name\\": <name>, \\"arguments\\": <json>}\\n</tool_call><|im_end|>\\n" }}
{%- else %}
    {%- if messages[0]['role'] == 'system' %}
        {{- '<|im_start|>system\\n' + messages[0]['content'] + '<|im_end|>\\n' }}
    {%- else %}
        {{- '<|im_start|>system\\nYou are of use.<|im_end|>\\n' }}
    {%- endif %}
{%- endif %}
{%- for message in messages %}
    {%- if (message.role == "user") or (message.role == "system" and not loop.first) or (message.role == "assistant" and not message.tool_calls) %}
        {{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>' + '\\n' }}
    {%- elif message.role == "assistant" %}
        {{- '<|im_start|>' + message.role }}
        {%- if message.content %}
            {{- '\\n' + message.content }}
        {%- endif %}
        {%- for tool_call in message.tool_calls %}
            {%- if tool_call.function is defined %}
                {%- set tool_call = tool_call.function %}
            {%- endif %}
            {{- '\\n<tool_call>\\n{"name": "' }}
            {{- tool_call.name }}
            {{- '", "arguments": ' }}
            {{- tool_call.arguments | tojson }}
            {{- '}\\n</tool_call>' }}
        {%- endfor %}
        {{- '<|im_end|>\\n' }}
    {%- elif message.role == "tool" %}
        {%- if (loop.index0 == 0) or (messages[loop.index0 - 1].role != "tool") %}
            {{- '<|im_start|>user' }}
        {%- endif %}
        {{- '\\n<tool_response>\\n' }}
        {{- message.content }}
        {{- '\\n</tool_response>' }}
        {%- if loop.last or (messages[loop.index0 + 1].role != "tool") %}
            {{- '<|im_end|>\\n' }}
        {%- endif %}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|im_start|>assistant\\n' }}
{%- endif %}
"""

TEMPLATES["qwen3"] = """{%- if messages[0].role == 'system' %}
    {{- '<|im_start|>system\\n' + messages[0].content + '<|im_end|>\\n' }}
{%- endif %}
{%- set ns = namespace(multi_step_tool=true, last_query_index=messages|length - 1) %}
{%- for message in messages[::-1] %}
    {%- set index = (messages|length - 1) - loop.index0 %}
    {%- if ns.multi_step_tool and message.role == "user" and message.content is string and not(message.content.startswith('<tool_response>') and message.content.endswith('</tool_response>')) %}
        {%- set ns.multi_step_tool = false %}
        {%- set ns.last_query_index = index %}
    {%- endif %}
{%- endfor %}
{%- for message in messages %}
    {%- if message.content is string %}
        {%- set content = message.content %}
    {%- else %}
        {%- set content = '' %}
    {%- endif %}
    {%- if (message.role == "user") or (message.role == "system" and not loop.first) %}
        {{- '<|im_start|>' + message.role + '\\n' + content + '<|im_end|>' + '\\n' }}
    {%- elif message.role == "assistant" %}
        {%- set reasoning_content = '' %}
        {%- if message.reasoning_content is string %}
            {%- set reasoning_content = message.reasoning_content %}
        {%- else %}
            {%- if '</think>' in content %}
                {%- set reasoning_content = content.split('</think>')[0].rstrip('\\n').split('<think>')[-1].lstrip('\\n') %}
                {%- set content = content.split('</think>')[-1].lstrip('\\n') %}
            {%- endif %}
        {%- endif %}
        {%- if loop.index0 > ns.last_query_index %}
            {%- if loop.last or (not loop.last and reasoning_content) %}
                {{- '<|im_start|>' + message.role + '\\n<think>\\n' + reasoning_content.strip('\\n') + '\\n</think>\\n\\n' + content.lstrip('\\n') }}
            {%- else %}
                {{- '<|im_start|>' + message.role + '\\n' + content }}
            {%- endif %}
        {%- else %}
            {{- '<|im_start|>' + message.role + '\\n' + content }}
        {%- endif %}
        {%- if message.tool_calls %}
            {%- for tool_call in message.tool_calls %}
                {%- if (loop.first and content) or (not loop.first) %}
                    {{- '\\n' }}
                {%- endif %}
                {%- if tool_call.function %}
                    {%- set tool_call = tool_call.function %}
                {%- endif %}
                {{- '<tool_call>\\n{"name": "' ~ tool_call.name ~ '", "arguments": ' }}
                {%- if tool_call.arguments is string %}
                    {{- tool_call.arguments }}
                {%- else %}
                    {{- tool_call.arguments | tojson }}
                {%- endif %}
                {{- '}\\n</tool_call>' }}
            {%- endfor %}
        {%- endif %}
        {{- '<|im_end|>\\n' }}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|im_start|>assistant\\n' }}
    {%- if enable_thinking is defined and enable_thinking is false %}
        {{- '<think>\\n\\n</think>\\n\\n' }}
    {%- endif %}
{%- endif %}
"""

TEMPLATES["gemma"] = """{{ bos_token }}
{%- if messages[0]['role'] == 'system' -%}
    {%- if messages[0]['content'] is string -%}
        {%- set first_user_prefix = messages[0]['content'] + '\\n\\n' -%}
    {%- else -%}
        {%- set first_user_prefix = messages[0]['content'][0]['text'] + '\\n\\n' -%}
    {%- endif -%}
    {%- set loop_messages = messages[1:] -%}
{%- else -%}
    {%- set first_user_prefix = "" -%}
    {%- set loop_messages = messages -%}
{%- endif -%}
{%- for message in loop_messages -%}
    {%- if (message['role'] == 'user') != (loop.index0 % 2 == 0) -%}
        {{ raise_exception("Roles must alternate user/assistant/user/assistant/...") }}
    {%- endif -%}
    {%- if (message['role'] == 'assistant') -%}
        {%- set role = "model" -%}
    {%- else -%}
        {%- set role = message['role'] -%}
    {%- endif -%}
    {{ '<start_of_turn>' + role + '\\n' + (first_user_prefix if loop.first else "") }}
    {%- if message['content'] is string -%}
        {{ message['content'] | trim }}
    {%- elif message['content'] is iterable -%}
        {%- for item in message['content'] -%}
            {%- if item['type'] == 'image' -%}
                {{ '<start_of_image>' }}
            {%- elif item['type'] == 'text' -%}
                {{ item['text'] | trim }}
            {%- endif -%}
        {%- endfor -%}
    {%- else -%}
        {{ raise_exception("This content cannot be shown") }}
    {%- endif -%}
    {{ '<end_of_turn>\\n' }}
{%- endfor -%}
{%- if add_generation_prompt -%}
    {{'<start_of_turn>model\\n'}}
{%- endif -%}
"""

TEMPLATES["mistral"] = """{%- if messages[0]["role"] == "system" %}
    {%- set system_message = messages[0]["content"] %}
    {%- set loop_messages = messages[1:] %}
{%- else %}
    {%- set loop_messages = messages %}
{%- endif %}
{%- set user_messages = loop_messages | selectattr("role", "equalto", "user") | list %}
{%- set ns = namespace() %}
{%- set ns.index = 0 %}
{%- for message in loop_messages %}
    {%- if not (message.role == "tool" or (message.tool_calls is defined and message.tool_calls is not none)) %}
        {%- if (message["role"] == "user") != (ns.index % 2 == 0) %}
            {{- raise_exception("After the system message, user and assistant must alternate") }}
        {%- endif %}
        {%- set ns.index = ns.index + 1 %}
    {%- endif %}
{%- endfor %}
{{- bos_token }}
{%- for message in loop_messages %}
    {%- if message["role"] == "user" %}
        {%- if tools is not none and (message == user_messages[-1]) %}
            {{- "[AVAILABLE_TOOLS] [" }}
            {%- for tool in tools %}
                {%- set tool = tool.function %}
                {{- '{"type": "function", "function": {' }}
                {%- for key, val in tool.items() if key != "return" %}
                    {%- if val is string %}
                        {{- '"' + key + '": "' + val + '"' }}
                    {%- else %}
                        {{- '"' + key + '": ' + val|tojson }}
                    {%- endif %}
                    {%- if not loop.last %}
                        {{- ", " }}
                    {%- endif %}
                {%- endfor %}
                {{- "}}" }}
                {%- if not loop.last %}
                    {{- ", " }}
                {%- else %}
                    {{- "]" }}
                {%- endif %}
            {%- endfor %}
            {{- "[/AVAILABLE_TOOLS]" }}
        {%- endif %}
        {%- if loop.last and system_message is defined %}
            {{- "[INST] " + system_message + "\\n\\n" + message["content"] + "[/INST]" }}
        {%- else %}
            {{- "[INST] " + message["content"] + "[/INST]" }}
        {%- endif %}
    {%- elif message["role"] == "assistant" and message.tool_calls is not defined %}
        {{- " " + message["content"]|trim + eos_token}}
    {%- elif message.tool_calls is defined and message.tool_calls is not none %}
        {{- "[TOOL_CALLS] [" }}
        {%- for tool_call in message.tool_calls %}
            {%- set out = tool_call.function|tojson %}
            {{- out[:-1] }}
            {%- if not tool_call.id is defined or tool_call.id|length != 9 %}
                {{- raise_exception("Ids of tool calls have nine characters!") }}
            {%- endif %}
            {{- ', "id": "' + tool_call.id + '"}' }}
            {%- if not loop.last %}{{- ", " }}{%- else %}{{- "]" + eos_token }}{%- endif %}
        {%- endfor %}
    {%- elif message["role"] == "tool" %}
        {%- if message.content is defined and message.content.content is defined %}
            {%- set content = message.content.content %}
        {%- else %}
            {%- set content = message.content %}
        {%- endif %}
        {{- '[TOOL_RESULTS] {"content": ' + content|string + "}[/TOOL_RESULTS]" }}
    {%- else %}
        {{- raise_exception("Only user, assistant and tool are known, not " + message["role"] + "!") }}
    {%- endif %}
{%- endfor %}
"""

TEMPLATES["phi3"] = """{% for message in messages %}{% if message['role'] == 'system' %}{{'<|system|>\\n' + message['content'] + '<|end|>\\n'}}{% elif message['role'] == 'user' %}{{'<|user|>\\n' + message['content'] + '<|end|>\\n'}}{% elif message['role'] == 'assistant' %}{{'<|assistant|>\\n' + message['content'] + '<|end|>\\n'}}{% endif %}{% endfor %}{% if add_generation_prompt %}{{ '<|assistant|>\\n' }}{% else %}{{ eos_token }}{% endif %}"""

TEMPLATES["zephyr"] = """{% for message in messages %}
{% if message['role'] == 'user' %}
{{ '<|user|>
' + message['content'] + eos_token }}
{% elif message['role'] == 'system' %}
{{ '<|system|>
' + message['content'] + eos_token }}
{% elif message['role'] == 'assistant' %}
{{ '<|assistant|>
'  + message['content'] + eos_token }}
{% endif %}
{% if loop.last and add_generation_prompt %}
{{ '<|assistant|>' }}
{% endif %}
{% endfor %}"""

TEMPLATES["generation"] = """{%- for message in messages %}
  {%- if message.role == 'assistant' %}
[A]{% generation %}{{ message.content }}<end>
  {% endgeneration %}
  {%- else %}
[{{ message.role|upper|first }}]{{ message.content|replace('\\n', ' / ') }}
  {%- endif %}
  {%- if loop.index > 3 %}{% break %}{% endif %}
  {%- if message.role == 'tool' %}{% continue %}{% endif %}
|{{ loop.revindex }}|
{% endfor %}"""

# What templates do apart from loops and strings: one line each, so that a difference names itself.
LINES = r"""
none: {{ none }} {{ true }} {{ 1.0 }} {{ 1e20 }} {{ 1.5e-7 }} {{ 0.1 + 0.2 }} {{ 7 // 2 }} {{ -7 // 2 }} {{ -7 % 3 }} {{ 7 / 2 }} {{ 2 ** 10 }}
repr: {{ [1, 'a', none, 2.5, {'k': "it's", 'q': 'say "x"'}, (1,), ('a', 'b'), true, "\n\t\\"] }}
undefined: [{{ nothing }}] {{ nothing is defined }} {{ nothing|default('d') }} {{ ''|default('e', true) }} {{ nothing|length }}
slices: {{ [1,2,3,4][1:3] }} {{ [1,2,3][::-1] }} {{ 'héllo🌽x'[::-1] }} {{ 'héllo🌽x'[5] }} {{ 'abc'[-2:] }} {{ (1,2,3)[:2] }} {{ 'abc'[10:] }} {{ [1,2,3][-1] }}
strings: {{ ' a b  c '.split() }} {{ 'a,b,,c'.split(',') }} {{ 'a,b,c'.split(',', 1) }} {{ 'a,b,c'.rsplit(',', 1) }} {{ 'xxaxx'.strip('x') }} {{ 'a\nb\r\nc'.splitlines() }}
more: {{ 'hello world'.title() }} {{ "they're bill's"|title }} {{ 'hELLO'.capitalize() }} {{ 'ß'.upper() }} {{ 'abcabc'.find('c') }} {{ 'abc'.find('z') }} {{ 'abab'.count('ab') }} {{ 'abc'.startswith(('x', 'a')) }}
filters: {{ [3,1,2]|sort }} {{ ['b','A','c']|sort }} {{ ['b','A','c']|sort(reverse=true)|join('-') }} {{ [1,1,2]|unique|list }} {{ {'b':1,'a':2}|dictsort }} {{ [1,2,3]|sum }} {{ [4,9,2]|max }} {{ ['x','y']|map('upper')|join(', ') }}
attr: {{ [{'r':'u','n':{'d':1}},{'r':'s','n':{'d':2}}]|map(attribute='n.d')|list }} {{ [{'r':'u'},{'r':'s'}]|rejectattr('r','equalto','u')|list }} {{ [0,1,2,3]|select('odd')|list }} {{ [{'a':1},{}]|map(attribute='a', default=0)|list }}
json: {{ {'ü': [1, 2.0, none, true, "a\"b\\\u2028\x7f\x01"], 'e': {}, 'l': []}|tojson }}
jsonindent: {{ {'b': [1, {'c': 2}], 'a': {}, 'z': []}|tojson(indent=2) }} {{ {'b':1,'a':2}|tojson(sort_keys=true, separators=(',', ':')) }} {{ 'é'|tojson(ensure_ascii=true) }}
indent: {{ 'a\nb\n\nc'|indent }} {{ 'a\nb'|indent(2, true) }} {{ 'a\n\nb'|indent(width=1, blank=true) }}
numbers: {{ '42'|int + 1 }} {{ 'x'|int(5) }} {{ '3.7'|int }} {{ '1.5'|float }} {{ 2.675|round(2) }} {{ 2.5|round }} {{ 7|round }} {{ 2.1|round(0, 'ceil') }} {{ -3|abs }} {{ 3.0 == 3 }} {{ 1 == true }}
logic: {{ 1 < 2 < 3 }} {{ 'a' in 'abc' }} {{ 4 not in [1,2] }} {{ not [] }} {{ '' or 'x' }} {{ 1 and 0 }} {{ 'y' if false }}| {{ (none or []) is iterable }} {{ 3 is odd }} {{ 'a' is string and 1 is number }} {{ {} is mapping }} {{ [] is sequence }}
tests: {{ 4 is divisibleby 2 }} {{ 5 is gt 3 }} {{ 'k' is in ['k'] }} {{ none is none }} {{ x is undefined }} {{ 1.5 is float }} {{ true is boolean }} {{ true is true }} {{ 1 is true }} {{ 'a' is eq 'a' }} {{ 1 is not none }}
concat: {{ 'a' ~ 1 ~ none ~ true ~ 1.0 ~ [1] }} {{ 'ab' * 3 }} {{ [0] * 2 }} {{ [1] + [2] }} {{ "a" "b" }} {{ - 3 + 5 }} {{ 2 + 3 * 4 ** 2 }} {{ 'x'|upper ~ 'y' }}
macro: {% macro m(a, b='B', c=a) %}<{{ a }}{{ b }}{{ c }}>{% endmacro %}{{ m(1) }}{{ m(1, c=3) }}{{ m('x', 'y') }}{% set t = m('q') %}{{ t|length }}
call: {% macro box(t) %}[{{ t }}:{{ caller() }}]{% endmacro %}{% call box('k') %}inside{% endcall %}
setblock: {% set x %}a{{ 1 }}b{% endset %}{{ x|upper }} {% set y | upper %}abc{% endset %}{{ y }} {% filter upper|replace('B', '_') %}abc{% endfilter %}
scope: {% set v = 1 %}{% for i in [1,2] %}{% set v = v + i %}{{ v }}{% endfor %}{{ v }}{% if true %}{% set v = 9 %}{% endif %}{{ v }}{% with v = 5, w = v %}{{ v }}{{ w }}{% endwith %}{{ v }}
loop: {% for a, b in [(1,2),(3,4)] %}{{ loop.index }}/{{ loop.length }}{{ a }}{{ b }}{{ loop.first }}{{ loop.last }}{{ loop.cycle('x','y') }}{{ loop.previtem }}{{ loop.changed(a) }};{% endfor %}
loopif: {% for i in range(10) if i % 3 == 0 %}{{ i }}{{ ',' if not loop.last }}{% else %}none{% endfor %} {% for i in [] %}x{% else %}empty{% endfor %} {{ range(3, 0, -1)|list }} {{ range(2)|join }}
recursive: {% for n in [{'v':1,'c':[{'v':2,'c':[]},{'v':3,'c':[{'v':4,'c':[]}]}]}] recursive %}{{ n.v }}@{{ loop.depth }}({{ loop(n.c) }}){% endfor %}
namespace: {% set ns = namespace(n=0, l=[]) %}{% for i in range(4) %}{% set ns.n = ns.n + i %}{% set ns.l = ns.l + [i] %}{% endfor %}{{ ns.n }}{{ ns.l }}
dict: {% set d = dict(a=1, **{'b': 2}) %}{{ d }} {{ d.a }} {{ d['b'] }} {{ d.get('z', 'dflt') }} {{ d.items()|list }} {{ d.keys()|list }} {{ d.values()|list }} {% for k, v in d|items %}{{ k }}{{ v }}{% endfor %} {{ 'a' in d }} {{ d|length }}
raw: {% raw %}{{ not }} {% this %}{% endraw %} {# a comment #}|{#- trimmed -#}   |
date: {{ strftime_now('%Y-%m-%d %d %B %b %A %H:%M:%S %j %p %I %y %%') }}
compare: {{ [1,2] < [1,3] }} {{ 'a' < 'b' }} {{ [1,2] == [1,2] }} {{ {'a':1} == {'a':1} }} {{ 'é' > 'z' }} {{ (1,2) == [1,2] }}
joins: {{ ', '.join(['a','b']) }} {{ [1,none,'x']|join('|') }} {{ 'abc'|list }} {{ 'abc'|reverse }} {{ [1,2]|reverse|list }} {{ 'abc'|first }} {{ [1,2]|last }} {{ 'a-b'.replace('-', '+') }} {{ 'aaa'|replace('a','b',2) }}
case: {{ 'ǆx'.title() }} {{ 'A1'.isupper() }} {{ '12'.isdigit() }} {{ 'a b'.isalpha() }} {{ 'prefix-x'.removeprefix('prefix-') }} {{ 'x.py'.removesuffix('.py') }} {{ '  x '|trim }}| {{ 'xax'|trim('x') }}
"""
for line in LINES.strip().split("\n"):
    name, template = line.split(": ", 1)
    TEMPLATES["line-" + name] = template + "\n"

TEMPLATES["whitespace"] = """
  {% if true %}
    a
  {% endif %}
{%- if true %} b {%- endif %}
	{%+ if true %}
c
{% endif +%}

{# comment #}
  {# another #} d
{{ 'x' }}
{{- 'y' -}}
  z  {% set q = 1 %}  w
{% for i in [1, 2] %}
 - {{ i }}
{% endfor %}
end

"""

TOOL = {
    "type": "function",
    "function": {
        "name": "weather",
        "description": "Tells the \"weather\" of <a> city & more.",
        "parameters": {
            "type": "object",
            "properties": {"city": {"type": "string", "enum": ["Köln", "東京"]}, "days": {"type": "integer", "minimum": 1.5}},
            "required": ["city"],
        },
    },
}


def message(role, content, **others):
    return {"role": role, "content": content, **others}


CALL = {"id": "abcdefghi", "type": "function", "function": {"name": "weather", "arguments": {"city": "Köln", "days": 2}}}
CHATS = [
    [message("user", "Hello")],
    [message("system", "Be brief."), message("user", "  What is 1 < 2 & 3?\n\n"), message("assistant", " yes "), message("user", "Why?\n")],
    [message("user", "Größe 🌽 東京 'quoted' \"double\" {{ not }} {% a template %}"), message("assistant", "ok")],
    [message("user", "a"), message("assistant", "<think>\nhm\n</think>\n\nb"), message("user", "c"), message("assistant", "<think>\nx\n</think>\n\ny")],
    [message("user", "Weather?"), message("assistant", None, tool_calls=[CALL]), message("tool", '{"t": 21}', name="weather"), message("tool", "22"), message("assistant", "21 degrees")],
    [message("user", "Weather?"), message("assistant", "", tool_calls=[CALL]), message("tool", "sunny")],
    [message("assistant", "I begin"), message("user", "No")],
    [message("user", [{"type": "text", "text": " part "}, {"type": "image"}, {"type": "text", "text": "two"}])],
    [message("narrator", "strange role")],
    [message("user", "")],
    [message("user", "line\r\nends\rof all\n kinds\t\u00a0\u2028x")],
]
VARIANTS = [
    {"add_generation_prompt": True},
    {"add_generation_prompt": False},
    {"add_generation_prompt": True, "tools": [TOOL]},
    {"add_generation_prompt": True, "tools": [TOOL, TOOL], "tools_in_user_message": False, "enable_thinking": False, "date_string": "1 Jan 2020"},
]
TOKENS = {"bos_token": "<s>", "eos_token": "</s>"}


def rendered(template, chat, variant):
    variables = dict(variant)
    tools = variables.pop("tools", None)
    prompt = variables.pop("add_generation_prompt")
    texts, _ = utils.render_jinja_template(
        [chat], tools=tools, chat_template=template, add_generation_prompt=prompt, **TOKENS, **variables
    )
    return texts[0]


def main(out):
    for name, template in TEMPLATES.items():
        folder = out / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "template.jinja").write_text(template, newline="")
        single = name.startswith("line-") or name == "whitespace"
        with open(folder / "cases.jsonl", "w", newline="") as file:
            for chat in CHATS[:1] if single else CHATS:
                for variant in VARIANTS[:1] if single else VARIANTS:
                    case = {"messages": chat, **variant, **TOKENS}
                    try:
                        case["expected"] = rendered(template, chat, variant)
                    except jinja2.exceptions.TemplateError as e:
                        case["raised" if type(e) is jinja2.exceptions.TemplateError else "refused"] = str(e)
                    except (TypeError, AttributeError) as e:
                        case["refused"] = str(e)
                    file.write(json.dumps(case) + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
