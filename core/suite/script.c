#include "suite/script.h"

#include "base/limits.h"

#define MAX_ROWS 1000u /* connections asked: at two seconds each for what is closed, half an hour */

typedef struct scripter {
    pw_reply_to *r;
    pw_trial *trial;
    pw_buf *out;
    bool *found;       /* units whose pod the script has found */
    uint32_t rows;
    uint32_t left_out; /* connections beyond MAX_ROWS */
    uint32_t outside;  /* connections of addresses that stand for many */
    pw_arena scratch;  /* until the next pair */
} scripter;

typedef struct pair {
    uint32_t from;
    uint32_t to;
    pw_vec lines; /* of const pw_ran *: those that speak of it */
} pair;

/* ---- quoting ---- */

/* A text between single quotes; in the sh of POSIX nothing else needs care there. */
static void put_quoted(pw_buf *b, pw_str text)
{
    pw_buf_putc(b, '\'');
    for (uint32_t i = 0; i < text.len; i++)
        if (text.at[i] == '\'')
            pw_buf_puts(b, "'\\''");
        else
            pw_buf_putc(b, text.at[i]);
    pw_buf_putc(b, '\'');
}

/* A comment ends with its line. */
static void put_comment(pw_buf *b, pw_str text)
{
    pw_buf_puts(b, "# ");
    pw_buf_visible(b, text);
    pw_buf_putc(b, '\n');
}

/* ---- pods ---- */

/* Labels that controllers give to single pods, or to one revision. */
static bool is_passing(pw_str key)
{
    static const char *const keys[] = {
        "pod-template-hash", "controller-revision-hash", "statefulset.kubernetes.io/pod-name",
        "apps.kubernetes.io/pod-index", "job-name", "controller-uid"
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (pw_str_is(key, keys[i]))
            return true;
    return pw_str_starts(key, "batch.kubernetes.io/");
}

static void write_selector(pw_buf *b, const pw_member *pod)
{
    for (uint32_t i = 0; i < pod->labels->count; i++) {
        const pw_label *label = &pw_list_items(*pod->labels, pw_label)[i];
        if (!is_passing(label->key.s))
            pw_buf_print(b, "%s%R=%R", b->len > 0 ? "," : "", label->key.s, label->value.s);
    }
}

/* Sets pod_N and address_N: of a workload any pod with its labels, else the pod of that name. */
static void find_pod(scripter *w, uint32_t number)
{
    const pw_unit *unit = pw_unit_at(&w->trial->units, number);
    const pw_cluster *c = &w->trial->units.s->cluster;
    const pw_member *pod = pw_cluster_member(c, pw_items(unit->all, const pw_seat)[0].now.pod);
    pw_buf selector = pw_buf_make(1 << 16);
    if (w->found[number])
        return;
    w->found[number] = true;
    if (unit->all.count > 1 || pod->workload != PW_NONE || pw_family_stem(pod).len > 0)
        write_selector(&selector, pod);
    pw_buf_print(w->out, "%s %u ", selector.len > 0 ? "find" : "take", number);
    put_quoted(w->out, pw_cluster_ns(c, pod->ns)->name);
    pw_buf_putc(w->out, ' ');
    put_quoted(w->out, selector.len > 0 ? pw_buf_str(&selector) : pod->name);
    pw_buf_putc(w->out, '\n');
    pw_buf_drop(&selector, w->out);
}

/* ---- rows ---- */

/* from, to, port, expected: what all rows begin with. */
static void put_row(scripter *w, const char *call, pw_str from, pw_str to, pw_asked_port port,
                    bool allow)
{
    pw_buf_print(w->out, "%s ", call);
    put_quoted(w->out, from);
    pw_buf_putc(w->out, ' ');
    put_quoted(w->out, to);
    pw_buf_print(w->out, " %u/%s %s", port.port, pw_protocol_name(port.protocol),
                 allow ? "allow" : "deny");
}

/* Why a connection cannot be asked about; NULL when it can. */
static const char *hindrance(const pw_unit *from, const pw_unit *to, uint32_t same,
                             pw_protocol protocol)
{
    if (from->ns == PW_NONE)
        return "not asked: there is no pod to ask from";
    if (protocol != PW_TCP)
        return protocol == PW_UDP ? "not asked: on UDP nc hears nothing unless something answers"
                                  : "not asked: nc does not speak SCTP";
    if (same)
        return "not asked: one pod of it would ask itself";
    return to->ns == PW_NONE && to->tile != PW_NONE && to->patterns.count == 0
               ? "not asked: the address stands for many" : NULL;
}

static pw_status add_row(scripter *w, uint32_t from, uint32_t to, pw_asked_port port, bool allow)
{
    const pw_unit *source = pw_unit_at(&w->trial->units, from);
    const pw_unit *target = pw_unit_at(&w->trial->units, to);
    const char *why = hindrance(source, target, from == to, port.protocol);
    if (w->rows == MAX_ROWS) {
        w->left_out++;
        return PW_OK;
    }
    w->rows++;
    if (why != NULL) {
        put_row(w, "skip", source->name, target->name, port, allow);
        pw_buf_print(w->out, " '%s'\n", why);
        return PW_OK;
    }
    find_pod(w, from);
    if (target->ns != PW_NONE)
        find_pod(w, to);
    put_row(w, "ask", source->name, target->name, port, allow);
    pw_buf_putc(w->out, ' ');
    put_quoted(w->out, pw_cluster_ns(&w->trial->units.s->cluster, source->ns)->name);
    pw_buf_print(w->out, " \"$pod_%u\" ", from);
    if (target->ns != PW_NONE)
        pw_buf_print(w->out, "\"$address_%u\"", to);
    else
        put_quoted(w->out, pw_str_part(target->name, 3, target->name.len)); /* after "ip:" */
    pw_buf_print(w->out, " %u\n", port.port);
    return PW_OK;
}

/* The line that counts for a port; NULL where none speaks of it. */
static const pw_ran *line_of(const pw_vec *lines, pw_asked_port port)
{
    for (uint32_t i = 0; i < lines->count; i++) {
        const pw_ran *ran = pw_items(*lines, const pw_ran *)[i];
        if (ran->line->expected == PW_EXPECT_ONLY ||
            pw_ranges_has(ran->line->ports, port.protocol, port.port))
            return ran;
    }
    return NULL;
}

/* The row of one port, if the line that counts there says what is expected. */
static pw_status add_port(scripter *w, const pair *p, pw_asked_port port, bool exact)
{
    const pw_units *units = &w->trial->units;
    const pw_ran *ran = line_of(&p->lines, port);
    if (ran == NULL || (ran->rank > 0) != exact || ran->line->expected == PW_EXPECT_PARTLY)
        return PW_OK;
    bool outside = pw_unit_at(units, p->from)->ns == PW_NONE ||
                   pw_unit_at(units, p->to)->ns == PW_NONE;
    if (outside && !exact) {
        w->outside++;
        return PW_OK;
    }
    bool allow = ran->line->expected == PW_EXPECT_ALLOW ||
                 (ran->line->expected == PW_EXPECT_ONLY &&
                  pw_ranges_has(ran->line->ports, port.protocol, port.port));
    return add_row(w, p->from, p->to, port, allow);
}

static pw_status add_one(scripter *w, pw_ranges *ports, uint32_t port)
{
    pw_range one = {port, port};
    return pw_ranges_join(&w->scratch, *ports, (pw_ranges){&one, 1}, ports);
}

/* Ports worth asking about: those that lines say, the first of a range, and those that are listened
 * on; else one that is nobody's. */
static pw_status collect_ports(scripter *w, const pair *p, pw_ranges *ports)
{
    const pw_unit *target = pw_unit_at(&w->trial->units, p->to);
    const pw_vec none = {0}, *own = target->tile == PW_NONE
                                        ? &none
                                        : &pw_tile_at(&w->trial->units.tiles, target->tile)->ports;
    *ports = (pw_ranges){0};
    for (uint32_t i = 0; i < p->lines.count; i++) {
        pw_ranges said = pw_items(p->lines, const pw_ran *)[i]->line->ports;
        for (uint32_t k = 0; k < said.count; k++)
            if ((said.at[k].from & PW_MAX_PORT) != 1) /* that is where all of them begin */
                PW_TRY(add_one(w, ports, said.at[k].from));
    }
    for (uint32_t i = 0; i < own->count; i++) {
        const pw_tile_port *port = &pw_items(*own, const pw_tile_port)[i];
        PW_TRY(add_one(w, ports, pw_range_port(port->protocol, port->port)));
    }
    return ports->count > 0 ? PW_OK : add_one(w, ports, pw_range_port(PW_TCP, 80));
}

static pw_status add_pair(scripter *w, uint32_t from, uint32_t to, bool exact)
{
    pair p = {.from = from, .to = to};
    pw_ranges ports;
    uint32_t some, all;
    bool asked;
    pw_arena_reset(&w->scratch);
    PW_TRY(pw_units_judge(&w->trial->units, from, to, &some, &all, &asked));
    PW_TRY(pw_trial_lines(w->trial, &w->scratch, from, to, &p.lines));
    if (!asked || p.lines.count == 0)
        return PW_OK;
    PW_TRY(collect_ports(w, &p, &ports));
    for (uint32_t i = 0; i < ports.count; i++)
        for (uint32_t at = ports.at[i].from; at <= ports.at[i].to; at++) {
            pw_asked_port port = {true, (pw_protocol)(at >> 16), at & PW_MAX_PORT};
            PW_TRY(add_port(w, &p, port, exact));
        }
    return PW_OK;
}

/* What lines say by name is asked first, so that it is asked in any case. */
static pw_status add_pairs(scripter *w)
{
    uint32_t count = w->trial->units.list.count;
    for (int exact = 1; exact >= 0; exact--)
        for (uint32_t i = 0; i < count; i++)
            for (uint32_t k = 0; k < count; k++)
                PW_TRY(add_pair(w, i, k, exact == 1));
    return PW_OK;
}

static bool means(const pw_unit *unit, uint32_t pattern)
{
    for (uint32_t i = 0; i < unit->patterns.count; i++)
        if (pw_items(unit->patterns, const uint32_t)[i] == pattern)
            return true;
    return false;
}

static void add_service(scripter *w, const pw_ran *ran, uint32_t from, pw_asked_port port)
{
    const pw_units *units = &w->trial->units;
    const pw_cluster *c = &units->s->cluster;
    const pw_expectation *e = ran->line;
    const pw_end *to = &pw_pattern_at(units, *pw_items(ran->to, const uint32_t))->end;
    const pw_service_ref *service = &pw_items(c->services, const pw_service_ref)[to->number];
    pw_buf name = pw_buf_make(1024);
    w->rows++;
    find_pod(w, from);
    put_row(w, "ask", e->from, e->to, port, e->expected == PW_EXPECT_ALLOW);
    pw_buf_putc(w->out, ' ');
    put_quoted(w->out, pw_cluster_ns(c, pw_unit_at(units, from)->ns)->name);
    pw_buf_print(w->out, " \"$pod_%u\" ", from);
    pw_buf_print(&name, "%R.%R.svc", service->object->meta.name.s,
                 pw_cluster_ns(c, service->ns)->name);
    put_quoted(w->out, pw_buf_str(&name));
    pw_buf_drop(&name, w->out);
    pw_buf_print(w->out, " %u\n", port.port);
}

/* A Service is asked by its name, as its clients do. */
static void add_services(scripter *w)
{
    const pw_units *units = &w->trial->units;
    for (uint32_t i = 0; i < w->trial->rows.count; i++) {
        const pw_ran *ran = &pw_items(w->trial->rows, const pw_ran)[i];
        const pw_expectation *e = ran->line;
        if (!ran->direct || ran->problem.why.len > 0 || e->expected == PW_EXPECT_NOTHING)
            continue;
        uint32_t from = 0, pattern = *pw_items(ran->from, const uint32_t);
        while (from < units->list.count && !means(pw_unit_at(units, from), pattern))
            from++;
        if (from == units->list.count || pw_unit_at(units, from)->ns == PW_NONE)
            continue;
        for (uint32_t k = 0; k < e->ports.count && e->ports.at[k].to <= PW_MAX_PORT; k++)
            for (uint32_t at = e->ports.at[k].from; at <= e->ports.at[k].to; at++)
                if (w->rows < MAX_ROWS)
                    add_service(w, ran, from, (pw_asked_port){true, PW_TCP, at});
    }
}

/* ---- the script around them ---- */

static const char *const head[] = {
    "#\n"
    "# It asks the cluster that kubectl is set to, from inside of its pods: they need nc.\n"
    "# exit: 0 all as expected, 1 something differs, 2 something could not be asked.\n"
    "#   KUBECTL  the command, perhaps with options (kubectl --context staging)\n"
    "#   WAIT     seconds until a silent connection counts as closed\n"
    "#   REFUSED  what a refused connection shows: allow, since somebody answered; deny where the\n"
    "#            network plugin rejects instead of dropping\n"
    "KUBECTL=${KUBECTL:-kubectl} WAIT=${WAIT:-2} REFUSED=${REFUSED:-allow}\n"
    "asked=0 differ=0 unknown=0\n\n",
    "say() { printf '%-36s %-36s %-10s %-8s %s\\n' \"$@\"; }\n\n"
    "# find N NAMESPACE LABELS, take N NAMESPACE POD: the pod that stands for a workload.\n"
    "find() {\n"
    "    name=$($KUBECTL get pods -n \"$2\" -l \"$3\" --field-selector=status.phase=Running \\\n"
    "        -o 'jsonpath={.items[0].metadata.name}')\n"
    "    take \"$1\" \"$2\" \"$name\"\n"
    "}\n"
    "take() {\n"
    "    address=''\n"
    "    if [ -n \"$3\" ]; then\n"
    "        address=$($KUBECTL get pod -n \"$2\" \"$3\" -o 'jsonpath={.status.podIP}')\n"
    "    fi\n"
    "    eval \"pod_$1=\\$3 address_$1=\\$address\"\n"
    "}\n\n",
    "# ask FROM TO PORT EXPECTED NAMESPACE POD ADDRESS NUMBER\n"
    "ask() {\n"
    "    asked=$((asked + 1))\n"
    "    if [ -z \"$6\" ] || [ -z \"$7\" ]; then\n"
    "        unknown=$((unknown + 1))\n"
    "        say \"$1\" \"$2\" \"$3\" \"$4\" 'UNKNOWN: no running pod'\n"
    "        return\n"
    "    fi\n"
    "    said=$($KUBECTL exec -n \"$5\" \"$6\" -- nc -zv -w \"$WAIT\" \"$7\" \"$8\" 2>&1 "
    "</dev/null)\n"
    "    case $?:$said in\n"
    "        0:*) got=allow ;;\n"
    "        *refused*'terminated with exit code 1') got=$REFUSED ;;\n"
    "        *'terminated with exit code 1') got=deny ;;\n"
    "        *) got=unknown ;;\n"
    "    esac\n",
    "    if [ \"$got\" = unknown ]; then\n"
    "        unknown=$((unknown + 1))\n"
    "        say \"$1\" \"$2\" \"$3\" \"$4\" \"UNKNOWN: $said\"\n"
    "    elif [ \"$got\" = \"$4\" ]; then\n"
    "        say \"$1\" \"$2\" \"$3\" \"$4\" \"$got\"\n"
    "    else\n"
    "        differ=$((differ + 1))\n"
    "        say \"$1\" \"$2\" \"$3\" \"$4\" \"$got: DIFFERS\"\n"
    "    fi\n"
    "}\n"
    "skip() { say \"$@\"; }\n\n"
    "say From To Port Expected Result\n"
};

static void write_head(scripter *w, pw_str name)
{
    pw_buf title = pw_buf_make(1024);
    pw_buf_puts(w->out, "#!/bin/sh\n");
    pw_buf_print(&title, "Written by podwall verify-script from %R.", name);
    put_comment(w->out, pw_buf_str(&title));
    pw_buf_drop(&title, w->out);
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        pw_buf_puts(w->out, head[i]);
}

static void write_end(scripter *w)
{
    if (w->left_out > 0)
        pw_buf_print(w->out, "echo 'not asked: %u connections more'\n", w->left_out);
    if (w->outside > 0)
        pw_buf_print(w->out, "echo 'not asked: %u connections with addresses outside that patterns "
                     "mean'\n", w->outside);
    pw_buf_puts(w->out, "echo \"$asked asked, $differ differ, $unknown unknown\"\n"
                        "[ \"$differ\" -eq 0 ] || exit 1\n[ \"$unknown\" -eq 0 ] || exit 2\n");
}

/* Lines that cannot be asked are told, and missing in the script. */
static void tell_problems(scripter *w, pw_str name)
{
    for (uint32_t i = 0; i < w->trial->rows.count; i++) {
        const pw_ran *ran = &pw_items(w->trial->rows, const pw_ran)[i];
        if (ran->problem.why.len == 0)
            continue;
        pw_buf_print(w->r->notes, "podwall: %S: line %u: %R\n", name, ran->line->line,
                     ran->problem.why);
        w->r->exit = 2;
    }
}

pw_status pw_script_write(pw_reply_to *r, pw_str name, pw_trial *trial)
{
    scripter w = {.r = r, .trial = trial, .out = r->out};
    PW_NEED(w.found = pw_new_array(r->arena, bool, (size_t)trial->units.list.count + 1));
    write_head(&w, name);
    w.scratch = pw_arena_make(16 << 10);
    pw_status status = add_pairs(&w);
    pw_arena_free(&w.scratch);
    add_services(&w);
    tell_problems(&w, name);
    write_end(&w);
    return status;
}
