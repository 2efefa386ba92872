#include "lab.h"

#include "text/source.h"

#define ZHE "\xd0\xb6"         /* two bytes, one UTF-16 unit */
#define FACE "\xf0\x9f\x98\x80" /* four bytes, two UTF-16 units */

typedef struct opened {
    pw_arena arena;
    pw_source source;
} opened;

static void open_text(opened *o, pw_str text)
{
    o->arena = pw_arena_make(64);
    assert_ok(pw_source_make(&o->arena, text, &o->source));
}

static void close_text(opened *o)
{
    pw_arena_free(&o->arena);
}

static void assert_place(const opened *o, uint32_t offset, uint32_t line, uint32_t column,
                         uint32_t unit)
{
    pw_place place = pw_source_place(&o->source, offset);
    assert_int_equal(place.line, line);
    assert_int_equal(place.column, column);
    assert_int_equal(place.unit, unit);
}

static void ascii_is_counted_in_bytes(void **state)
{
    (void)state;
    opened o;
    open_text(&o, PW_STR("ab\ncd\n"));
    assert_place(&o, 0, 1, 1, 0);
    assert_place(&o, 2, 1, 3, 2);
    assert_place(&o, 3, 2, 1, 3);
    assert_place(&o, 6, 3, 1, 6);
    assert_place(&o, 600, 3, 1, 6);
    close_text(&o);
}

static void cyrillic_has_one_unit_and_emoji_two(void **state)
{
    (void)state;
    opened o;
    open_text(&o, PW_STR(ZHE "a" FACE "b\n" FACE "c"));
    assert_place(&o, 0, 1, 1, 0);
    assert_place(&o, 2, 1, 2, 1);
    assert_place(&o, 3, 1, 3, 2);
    assert_place(&o, 7, 1, 4, 4);
    assert_place(&o, 9, 2, 1, 6);
    assert_place(&o, 13, 2, 2, 8);
    close_text(&o);
}

static void crlf_ends_a_line_once(void **state)
{
    (void)state;
    opened o;
    open_text(&o, PW_STR("ab\r\ncd\r\n"));
    assert_place(&o, 4, 2, 1, 4);
    assert_place(&o, 5, 2, 2, 5);
    assert_text(pw_source_line(&o.source, 5), "cd");
    assert_text(pw_source_line(&o.source, 0), "ab");
    close_text(&o);
}

static void lines_are_found_around_any_offset(void **state)
{
    (void)state;
    opened o;
    open_text(&o, PW_STR("one\n\nthree"));
    assert_text(pw_source_line(&o.source, 0), "one");
    assert_text(pw_source_line(&o.source, 3), "one");
    assert_text(pw_source_line(&o.source, 4), "");
    assert_text(pw_source_line(&o.source, 7), "three");
    assert_text(pw_source_line(&o.source, 999), "three");
    close_text(&o);
}

static void units_of_the_file_are_found_as_bytes(void **state)
{
    (void)state;
    opened o;
    open_text(&o, PW_STR("a" ZHE FACE "b"));
    o.source.before.units = 10;
    assert_int_equal(pw_source_at(&o.source, 0), 0);
    assert_int_equal(pw_source_at(&o.source, 11), 1);
    assert_int_equal(pw_source_at(&o.source, 12), 3);
    assert_int_equal(pw_source_at(&o.source, 13), 7); /* inside a character: after it */
    assert_int_equal(pw_source_at(&o.source, 14), 7);
    assert_int_equal(pw_source_at(&o.source, 99), 8);
    close_text(&o);
}

static void what_stands_before_is_added(void **state)
{
    (void)state;
    opened o;
    open_text(&o, PW_STR("a\nb"));
    o.source.before = (pw_checkpoint){.lines = 10, .points = 100, .units = 120};
    assert_place(&o, 2, 12, 1, 122);
    close_text(&o);
}

/* Counts as a person would, from the start. */
static pw_place count_plainly(pw_str text, uint32_t offset)
{
    pw_place place = {1, 1, 0};
    for (uint32_t i = 0; i < offset; i++) {
        unsigned char c = (unsigned char)text.at[i];
        bool lead = (c & 0xc0) != 0x80;
        place.column = c == '\n' ? 1 : place.column + (lead ? 1 : 0);
        place.line += c == '\n' ? 1 : 0;
        place.unit += c >= 0xf0 ? 2 : lead ? 1 : 0;
    }
    return place;
}

/* `pattern` again and again: longer than several checkpoints, which fall inside characters. */
static char *long_text(const char *pattern, uint32_t size)
{
    char *text = malloc(size + 1);
    assert_non_null(text);
    for (uint32_t i = 0; i < size; i++)
        text[i] = pattern[i % strlen(pattern)];
    text[size] = '\0';
    return text;
}

static void check_long(const char *pattern)
{
    uint32_t size = (uint32_t)strlen(pattern) * 1000, point = 0;
    char *text = long_text(pattern, size);
    opened o;
    open_text(&o, pw_str_of(text));
    for (uint32_t i = 0; i <= size; i++) {
        if (i < size && ((unsigned char)text[i] & 0xc0) == 0x80)
            continue;
        assert_int_equal(pw_source_byte(&o.source, point++), i);
        if (i % 13 != 0 && i % 2048 > 4)
            continue;
        pw_place place = pw_source_place(&o.source, i), plain = count_plainly(o.source.text, i);
        assert_memory_equal(&place, &plain, sizeof place);
    }
    assert_int_equal(pw_source_byte(&o.source, point + 5), size);
    close_text(&o);
    free(text);
}

static void checkpoints_count_what_a_walk_counts(void **state)
{
    (void)state;
    check_long("plain\n");
    check_long(ZHE "a\n");
    check_long(FACE FACE ZHE "x\n" FACE);
    check_long("\xe2\x82\xac");
}

static void a_text_of_whole_checkpoints_has_an_end(void **state)
{
    (void)state;
    for (uint32_t size = 2046; size <= 2050; size++) {
        char *text = long_text("\xd0\xb6", size & ~1u);
        opened o;
        open_text(&o, pw_str_of(text));
        assert_place(&o, size & ~1u, 1, size / 2 + 1, size / 2);
        assert_int_equal(pw_source_byte(&o.source, size / 2), size & ~1u);
        close_text(&o);
        free(text);
    }
}

#define assert_decoded(bytes, expected) assert_decoded_at((bytes), (expected), __FILE__, __LINE__)

static void assert_decoded_at(pw_str bytes, const char *expected, const char *file, int line)
{
    pw_arena a = pw_arena_make(64);
    pw_str text;
    assert_ok(pw_source_decode(&a, bytes, &text));
    assert_text_at(text, expected, file, line);
    pw_arena_free(&a);
}

static void utf8_is_kept_without_its_mark(void **state)
{
    (void)state;
    assert_decoded(PW_STR("a\xff"), "a\xef\xbf\xbd");
    assert_decoded(PW_STR("\xf0\x9f\x98\xe2\x82."), "\xef\xbf\xbd\xef\xbf\xbd.");
    assert_decoded(PW_STR("\xed\xa0\x80"), "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    assert_decoded(PW_STR("\xef\xbb\xbf" ZHE), ZHE);
    assert_decoded(PW_STR("\xef\xbb\xbf" "a\xff"), "a\xff");
    assert_decoded(PW_STR(""), "");
}

static void utf16_is_recoded(void **state)
{
    (void)state;
    assert_decoded(PW_STR("\xff\xfe" "a\0\x36\x04"), "a" ZHE);
    assert_decoded(PW_STR("\xfe\xff\0a\x04\x36"), "a" ZHE);
    assert_decoded(PW_STR("\xff\xfe\x3d\xd8\x00\xde"), FACE);
    assert_decoded(PW_STR("\xfe\xff\x20\xac"), "\xe2\x82\xac");
    assert_decoded(PW_STR("\xff\xfe"), "");
}

static void halves_of_utf16_become_replacement_characters(void **state)
{
    (void)state;
    assert_decoded(PW_STR("\xff\xfe\x3d\xd8" "a\0"), "\xef\xbf\xbd" "a");
    assert_decoded(PW_STR("\xff\xfe\x00\xde"), "\xef\xbf\xbd");
    assert_decoded(PW_STR("\xff\xfe\x3d\xd8"), "\xef\xbf\xbd");
    assert_decoded(PW_STR("\xff\xfe" "a\0b"), "a\xef\xbf\xbd");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ascii_is_counted_in_bytes),
        cmocka_unit_test(cyrillic_has_one_unit_and_emoji_two),
        cmocka_unit_test(crlf_ends_a_line_once),
        cmocka_unit_test(lines_are_found_around_any_offset),
        cmocka_unit_test(units_of_the_file_are_found_as_bytes),
        cmocka_unit_test(what_stands_before_is_added),
        cmocka_unit_test(checkpoints_count_what_a_walk_counts),
        cmocka_unit_test(a_text_of_whole_checkpoints_has_an_end),
        cmocka_unit_test(utf8_is_kept_without_its_mark),
        cmocka_unit_test(utf16_is_recoded),
        cmocka_unit_test(halves_of_utf16_become_replacement_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
