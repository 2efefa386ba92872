#include "tree.h"

#include "text/emit.h"
#include "text/yaml.h"

static pw_status read_yaml(tree *t)
{
    return pw_yaml_read(&t->source, 0, &t->arena, &t->arena, &t->d, &t->root);
}

static pw_str emit(pw_arena *arena, const pw_node *root, pw_vec *lines)
{
    pw_buf b = pw_buf_make(1 << 20);
    pw_str text;
    assert_ok(pw_emit(&b, arena, root, lines));
    assert_ok(pw_buf_keep(&b, arena, &text));
    return text;
}

/* What YAML becomes when it is written again. */
static void assert_emitted(const char *yaml, const char *expected)
{
    tree t;
    pw_vec lines = {0};
    tree_open(&t, pw_str_of(yaml), read_yaml);
    assert_non_null(t.root);
    assert_text(emit(&t.arena, t.root, &lines), expected);
    tree_close(&t);
}

static void blocks_stand_as_kubectl_prints_them(void **state)
{
    (void)state;
    assert_emitted("{a: {b: [1, {c: d, e: [f]}, [g, h]], i: {}}, j: []}",
                   "a:\n  b:\n  - 1\n  - c: d\n    e:\n    - f\n  - - g\n    - h\n  i: {}\n"
                   "j: []\n");
}

static void numbers_and_booleans_are_written_one_way(void **state)
{
    (void)state;
    assert_emitted("{a: 0x50, b: 017, c: -0b11, d: 80.0, e: 1.5, f: yes, g: Off, h: ~}",
                   "a: 80\nb: 15\nc: -3\nd: 80\ne: 1.5\nf: true\ng: false\nh: null\n");
}

static void quotes_stand_where_they_are_needed(void **state)
{
    (void)state;
    assert_emitted("{a: 'yes', b: '80', c: '', d: 'x: y', e: 'x #y', f: x#y, g: \"it's\"}",
                   "a: \"yes\"\nb: \"80\"\nc: \"\"\nd: 'x: y'\ne: 'x #y'\nf: x#y\ng: it's\n");
    assert_emitted("{a: \"\\u200b\", b: \"\\tx\\x07\", c: '::/0', d: '--flag', e: '- x'}",
                   "a: \"\\u200b\"\nb: \"\\tx\\x07\"\nc: ::/0\nd: --flag\ne: '- x'\n");
    assert_emitted("{'on': '<<'}", "\"on\": '<<'\n");
}

static void lines_stay_lines(void **state)
{
    (void)state;
    assert_emitted("{a: \"x\\ny\\n\", b: [\"x\\n\\ny\"], c: \"x\\n\\n\", d: \" x\\ny\"}",
                   "a: |\n  x\n  y\nb:\n- |-\n  x\n\n  y\nc: |+\n  x\n\nd: \" x\\ny\"\n");
}

static void each_line_knows_its_node(void **state)
{
    (void)state;
    tree t;
    pw_vec lines = {0};
    tree_open(&t, PW_STR("{a: [{b: 1, c: \"x\\ny\"}, z]}"), read_yaml);
    emit(&t.arena, t.root, &lines);
    const pw_node *const *node = pw_items(lines, const pw_node *);
    assert_int_equal(lines.count, 6);
    assert_text(node[0]->key, "a");
    assert_text(node[1]->key, "b");
    assert_text(node[2]->key, "c");
    assert_ptr_equal(node[2], node[3]);
    assert_ptr_equal(node[2], node[4]);
    assert_text(node[5]->text, "z");
    tree_close(&t);
}

/* ---- whatever a text is, it reads back ---- */

static pw_node leaf(const char *key, pw_str text)
{
    return (pw_node){.key = pw_str_of(key), .text = text, .kind = PW_TEXT};
}

static void assert_reads_back(pw_str text)
{
    pw_arena arena = pw_arena_make(4096);
    pw_vec lines = {0};
    pw_node item = leaf("", text), value = leaf("a", text), under = leaf("", PW_STR("v"));
    pw_node list = {.key = PW_STR("l"), .kind = PW_LIST, .first = &item, .count = 1};
    under.key = text;
    pw_node map = {.key = PW_STR("m"), .kind = PW_MAP, .first = &under, .count = 1};
    pw_node root = {.kind = PW_MAP, .first = &value, .count = 3};
    value.next = &list;
    list.next = &map;
    pw_str yaml = emit(&arena, &root, &lines);
    tree t;
    tree_open(&t, yaml, read_yaml);
    if (t.root == NULL || t.d.list.count > 0)
        fail_msg("cannot be read again:\n%.*s", (int)yaml.len, yaml.at);
    const pw_node *got = tree_get(&t, "a", NULL), *first = tree_get(&t, "m", NULL)->first;
    if (got->kind != PW_TEXT || !pw_str_same(got->text, text) ||
        !pw_str_same(tree_get(&t, "l", "[0]", NULL)->text, text) ||
        tree_get(&t, "l", "[0]", NULL)->kind != PW_TEXT || !pw_str_same(first->key, text))
        fail_msg("reads back as another text:\n%.*s", (int)yaml.len, yaml.at);
    tree_close(&t);
    pw_arena_free(&arena);
}

static void every_text_reads_back(void **state)
{
    (void)state;
    static const char *const parts[] = {
        "", "a", " ", ":", "#", "-", "?", "\n", "\t", "'", "\"", "\\", "0", "y", "~", "<<", "...",
        "---", "|", ">", "&", "*", "!", "%", "@", "`", "[", "]", "{", "}", ",", "=", "\r", "\x07",
        "\xc2\x85", "\xe2\x80\xa8", "\xef\xbb\xbf", "\xf0\x9f\x98\x80", "\xc3\xa4", ".inf",
    };
    char text[16];
    for (size_t a = 0; a < COUNT(parts); a++)
        for (size_t b = 0; b < COUNT(parts); b++)
            for (size_t c = 0; c < COUNT(parts); c++) {
                snprintf(text, sizeof text, "%s%s%s", parts[a], parts[b], parts[c]);
                assert_reads_back(pw_str_of(text));
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_stand_as_kubectl_prints_them),
        cmocka_unit_test(numbers_and_booleans_are_written_one_way),
        cmocka_unit_test(quotes_stand_where_they_are_needed),
        cmocka_unit_test(lines_stay_lines),
        cmocka_unit_test(each_line_knows_its_node),
        cmocka_unit_test(every_text_reads_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
