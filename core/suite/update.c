#include "suite/update.h"
pw_status pw_update_suite(pw_reply_to *r, pw_str name, pw_str text, const pw_trial *trial,
                          pw_str *updated)
{ (void)r; (void)name; (void)text; (void)trial; updated->at = NULL; return PW_OK; }
