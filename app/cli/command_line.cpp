#include "app/cli/command_line.h"

#include "app/cli/commands.h"
#include "app/cli/output.h"

#include <CLI/CLI.hpp>

#include <map>

#include <algorithm>
#include <array>
#include <csignal>

namespace kachi {
namespace {

constexpr std::array verbs{"evaluate", "library", "price", "rules", "sample", "stats", "--help", "-h", "--version"};

QString text(const std::string& bytes) {
    return QString::fromStdString(bytes);
}

Issue commandFault(const char* code, const std::string& value, const std::string& limit = {}) {
    return {code, Severity::error, {}, value, limit, {}};
}

std::string joined(const std::vector<std::string>& words, const char* between) {
    std::string text;
    for (const std::string& word : words) text += text.empty() ? word : between + word;
    return text;
}

std::string verbNames(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* verb : app.get_subcommands(nullptr)) names.push_back(verb->get_name());
    return joined(names, ", ");
}

/// --lang wherever it stands, since it decides the language in which the rest is refused; else the environment's.
Language languageAsked(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        const std::string value = argument == "--lang" && i + 1 < argc ? argv[i + 1]
                                  : argument.starts_with("--lang=")    ? argument.substr(7)
                                                                       : std::string();
        if (value == "ja") return Language::ja;
        if (value == "en") return Language::en;
    }
    return environmentLanguage();
}

/// Help in Japanese, by the English text it stands for.
const std::map<std::string, std::string>& japaneseHelp() {
    static const std::map<std::string, std::string> texts{
        {"Kachi (価値): value assessment and reimbursement pricing of medical devices in Japan",
         "Kachi (価値): 医療機器の価値評価と償還価格の算定"},
        {"Print this help message and exit", "この説明を表示して終わる"},
        {"Display program version information and exit", "版を表示して終わる"},
        {"Language of messages and PDF: ja or en", "メッセージと PDF の言語: ja または en"},
        {"Case library to open", "開く症例庫"},
        {"Evaluate the sample cases; write their PDF and JSON", "見本の案件を評価し、PDF と JSON を書き出す"},
        {"Folder to write into", "書き出すフォルダ"},
        {"Evaluate a case without a window", "画面なしで案件を評価する"},
        {"Case file", "案件ファイル"},
        {"Case library", "症例庫"},
        {"Id of a case in the library", "症例庫の中の案件の id"},
        {"Rule pack: an id or a file (default: the case's own)", "規則: id またはファイル(省略時は案件のもの)"},
        {"Probabilistic draws, 1 or more (default: the case's own)",
         "確率的分析の試行回数、1 以上(省略時は案件のもの)"},
        {"Seed, a whole number (default: the case's own)", "乱数の種、整数(省略時は案件のもの)"},
        {"Design of the draws: random, latinHypercube or sobol (default: the case's own)",
         "抽出法: random・latinHypercube・sobol(省略時は案件のもの)"},
        {"Threads; never changes a digit", "スレッド数(結果は変わらない)"},
        {"CSV of parameter draws to use instead of sampling", "抽出の代わりに使う試行値の CSV"},
        {"Write the parameter draws as CSV", "試行値を CSV に書き出す"},
        {"Write all results as JSON", "全結果を JSON に書き出す"},
        {"Print the evaluation as PDF", "評価を PDF に印刷する"},
        {"CSV of joint posterior draws: whole rows are drawn", "同時事後標本の CSV（行ごとに抽出する）"},
        {"Write cohort model, labour and regions as a workbook with live formulas",
         "コホートモデル・省力化・地域差を数式付きのブック（.xlsx）に書き出す"},
        {"List, show, search, export and import cases", "案件の一覧・表示・検索・書き出し・取り込み"},
        {"List the cases", "案件を一覧する"},
        {"Print a case as JSON", "案件を JSON で表示する"},
        {"Id of the case", "案件の id"},
        {"Revision number (default: the newest)", "版の番号(省略時は最新)"},
        {"Full-text search", "全文検索"},
        {"Words to find", "探す語"},
        {"Write a case with its history to a file", "案件を履歴ごとファイルに書き出す"},
        {"File to write", "書き出すファイル"},
        {"Add an exported case or a case file; makes the library if there is none",
         "書き出した案件または案件ファイルを加える(症例庫がなければ作る)"},
        {"File to read", "読み込むファイル"},
        {"Work out a price by one route of the rules", "規則の一つのルートで価格を算定する"},
        {"Route and its inputs; without it the routes are listed", "ルートとその入力。省略するとルートを一覧する"},
        {"Rule pack: an id or a file (default: the one the file names)",
         "規則: id またはファイル(省略時はファイルの指定)"},
        {"Screen the products of a table (CSV, xlsx, ods) for unprofitable-product recalculation",
         "表（CSV・xlsx・ods）の製品を不採算品再算定について一括判定する"},
        {"Write the ranking of the screening as CSV", "一括判定の順位を CSV に書き出す"},
        {"Analyse data: survival, meta, nma, dta and further methods",
         "データを解析する（survival・meta・nma・dta ほか）"},
        {"Method; without it the methods are listed", "方法。省略すると一覧する"},
        {"Request (.json) or table of data (CSV, TSV, xlsx, ods); without it the inputs of the method are listed",
         "解析の指定（.json）またはデータの表（CSV・TSV・xlsx・ods）。省略すると入力項目を一覧する"},
        {"Input beside those of the file, key=value; may be repeated", "ファイルに加える入力（key=value、繰り返し可）"},
        {"Rule pack for methods that apply rules: an id or a file (default: jp-2026)",
         "規則を用いる方法の規則集: id またはファイル（省略時は jp-2026）"},
        {"Seed of bootstraps and simulations, a whole number", "ブートストラップとシミュレーションの乱数の種、整数"},
        {"List, show, validate and compare rule packs", "規則の一覧・表示・検証・比較"},
        {"List the packs", "規則を一覧する"},
        {"Id of a pack, or a file", "規則の id またはファイル"},
        {"Print every rule with its source and status", "全規則を出典と確認状況とともに表示する"},
        {"Check a pack and name every fault", "規則を検証し、誤りをすべて挙げる"},
        {"Write the pack as JSON instead", "画面に出さず、規則をJSONで書き出す"},
        {"Write the differences as JSON instead", "画面に出さず、違いをJSONで書き出す"},
        {"Rules that differ between two packs", "二つの規則の違いを示す"},
    };
    return texts;
}

/// Puts the help of a verb, its options and its own verbs into Japanese.
void translateHelp(CLI::App& app) {
    const auto japanese = [](const std::string& english) {
        const auto found = japaneseHelp().find(english);
        return found == japaneseHelp().end() ? english : found->second;
    };
    app.description(japanese(app.get_description()));
    for (CLI::Option* option : app.get_options({})) {
        option->description(japanese(option->get_description()));
        option->group("オプション");
    }
    for (CLI::App* verb : app.get_subcommands(static_cast<std::function<bool(CLI::App*)>>(nullptr))) {
        verb->group("コマンド");
        translateHelp(*verb);
    }
    const auto formatter = app.get_formatter();
    for (const auto& [label, word] :
         {std::pair{"Usage", "使い方"}, std::pair{"Options", "オプション"}, std::pair{"Subcommands", "コマンド"},
          std::pair{"Positionals", "引数"}, std::pair{"REQUIRED", "必須"}, std::pair{"OPTIONS", "オプション"},
          std::pair{"SUBCOMMAND", "コマンド"}}) {
        formatter->label(label, word);
    }
}

/// The verbs of the program and what each does, in CLI11's terms.
class Verbs {
public:
    Verbs(FigurePainter& painter) : m_painter(painter) { declare(); }

    int run(int argc, char** argv) {
        m_language = languageAsked(argc, argv);
        if (m_language == Language::ja) {
            translateHelp(m_app);
            m_app.footer(
                "コマンドなしでは画面を開きます。--library FILE でその症例庫を開きます。\n"
                "終了コード: 0 完了; 1 評価したが入力を断ったモデルがある; 2 コマンドを解釈できない;\n"
                "            3 入力を断り、何も書き出していない; 4 ファイルまたは症例庫を読み書きできない");
        }
        try {
            m_app.parse(argc, argv);
        } catch (const CLI::ParseError& error) {
            if (error.get_exit_code() == 0) return m_app.exit(error);  // --help, --version
            return refuse({faultOf(error)}, m_language);
        }
        if (!m_action) return refuse({commandFault("cli.verbMissing", "kachi", verbNames(m_app))}, m_language);
        return m_action();
    }

private:
    /// CLI11's words are English; its error's kind and the argument it quotes make one of our sentences.
    Issue faultOf(const CLI::ParseError& error) const {
        const std::string words = error.what();
        const auto is = [&error](CLI::ExitCodes kind) { return error.get_exit_code() == static_cast<int>(kind); };
        if (is(CLI::ExitCodes::ExtrasError)) return commandFault("cli.unexpected", joined(m_app.remaining(true), " "));
        if (is(CLI::ExitCodes::ArgumentMismatch)) {
            return commandFault("cli.valueMissing", words.substr(0, words.find(':')));
        }
        if (is(CLI::ExitCodes::RequiredError)) {
            const std::string name = words.substr(0, words.find(" is required"));
            if (name != "A subcommand") return commandFault("cli.argumentMissing", name);
            const CLI::App* verb = m_app.get_subcommands().front();
            return commandFault("cli.verbMissing", "kachi " + verb->get_name(), verbNames(*verb));
        }
        return commandFault("cli.badValue", words);
    }

    Language language() const { return m_language; }

    void does(CLI::App* verb, std::function<int()> action) {
        verb->callback([this, action = std::move(action)] { m_action = action; });
    }

    void declare() {
        m_app.set_version_flag("--version", std::string("Kachi ") + KACHI_VERSION);
        m_app.add_option("--lang", m_languageName, "Language of messages and PDF: ja or en")
            ->check(CLI::IsMember({"ja", "en"}));
        m_app.fallthrough();
        m_app.require_subcommand(0, 1);
        m_app.footer(
            "Without a verb the window opens; --library FILE opens it on that library.\n"
            "Exit codes: 0 done; 1 evaluated, but a value model refused its inputs; 2 command line not understood;\n"
            "            3 input refused, nothing written; 4 a file or library could not be read or written.");
        m_app.add_option("--library", m_library, "Case library to open");
        declareEvaluate();
        declareLibrary();
        declareRules();
        declarePrice();
        declareStats();
        CLI::App* sample = m_app.add_subcommand("sample", "Evaluate the sample cases; write their PDF and JSON");
        sample->add_option("--output", m_to, "Folder to write into")->default_val("kachi-output");
        does(sample, [this] { return runSample(text(m_to), m_painter, language()); });
    }

    void declareEvaluate() {
        CLI::App* verb = m_app.add_subcommand("evaluate", "Evaluate a case without a window");
        verb->add_option("CASE.json", m_file, "Case file");
        verb->add_option("--library", m_library, "Case library");
        verb->add_option("--case", m_caseId, "Id of a case in the library");
        verb->add_option("--rules", m_rules, "Rule pack: an id or a file (default: the case's own)");
        verb->add_option("--draws", m_draws, "Probabilistic draws, 1 or more (default: the case's own)");
        verb->add_option("--seed", m_seed, "Seed, a whole number (default: the case's own)");
        verb->add_option("--threads", m_threads, "Threads; never changes a digit");
        verb->add_option("--design", m_design,
                         "Design of the draws: random, latinHypercube or sobol (default: the case's own)");
        verb->add_option("--draws-from", m_drawsFrom, "CSV of parameter draws to use instead of sampling");
        verb->add_option("--posterior", m_posterior, "CSV of joint posterior draws: whole rows are drawn");
        verb->add_option("--draws-out", m_drawsOut, "Write the parameter draws as CSV");
        verb->add_option("--json", m_json, "Write all results as JSON");
        verb->add_option("--pdf", m_pdf, "Print the evaluation as PDF");
        verb->add_option("--xlsx", m_xlsx, "Write cohort model, labour and regions as a workbook with live formulas");
        does(verb, [this] {
            const auto given = [](const std::string& value) {
                return value.empty() ? std::optional<QString>() : std::optional<QString>(text(value));
            };
            return runEvaluate({text(m_file), text(m_library), m_caseId, text(m_rules), given(m_draws), given(m_seed),
                                given(m_threads), given(m_design), text(m_drawsFrom), text(m_drawsOut), text(m_json),
                                text(m_pdf), text(m_xlsx), text(m_posterior)},
                               m_painter, language());
        });
    }

    void declareLibrary() {
        CLI::App* library = m_app.add_subcommand("library", "List, show, search, export and import cases");
        library->require_subcommand(1);
        const auto verb = [&](const char* name, const char* help) {
            CLI::App* made = library->add_subcommand(name, help);
            made->add_option("LIBRARY", m_library, "Case library")->required();
            return made;
        };
        does(verb("list", "List the cases"), [this] { return listLibrary(text(m_library), language()); });

        CLI::App* show = verb("show", "Print a case as JSON");
        show->add_option("CASE", m_caseId, "Id of the case")->required();
        show->add_option("--revision", m_revision, "Revision number (default: the newest)");
        does(show, [this] {
            return showCase(text(m_library), m_caseId, m_revision > 0 ? std::optional<int>(m_revision) : std::nullopt,
                            language());
        });

        CLI::App* search = verb("search", "Full-text search");
        search->add_option("QUERY", m_query, "Words to find")->required();
        does(search, [this] { return searchLibrary(text(m_library), text(m_query), language()); });

        CLI::App* exported = verb("export", "Write a case with its history to a file");
        exported->add_option("CASE", m_caseId, "Id of the case")->required();
        exported->add_option("FILE", m_file, "File to write")->required();
        does(exported, [this] { return exportCase(text(m_library), m_caseId, text(m_file), language()); });

        CLI::App* imported = verb("import", "Add an exported case or a case file; makes the library if there is none");
        imported->add_option("FILE", m_file, "File to read")->required();
        does(imported, [this] { return importCase(text(m_library), text(m_file), language()); });
    }

    void declarePrice() {
        CLI::App* price = m_app.add_subcommand("price", "Work out a price by one route of the rules");
        price->add_option("INPUT.json", m_file, "Route and its inputs; without it the routes are listed");
        price->add_option("--rules", m_rules, "Rule pack: an id or a file (default: the one the file names)");
        price->add_option("--json", m_json, "Write all results as JSON");
        price->add_option("--batch", m_table,
                          "Screen the products of a table (CSV, xlsx, ods) for unprofitable-product recalculation");
        price->add_option("--csv", m_csv, "Write the ranking of the screening as CSV");
        does(price, [this] {
            if (!m_csv.empty() && m_table.empty()) {
                return refuse({commandFault("cli.batchMissing", "--csv")}, language());
            }
            if (!m_table.empty()) {
                return runPriceBatch({text(m_table), text(m_file), text(m_rules), text(m_json), text(m_csv)},
                                     language());
            }
            if (m_file.empty()) return listRoutes(language());
            return runPrice({text(m_file), text(m_rules), text(m_json)}, language());
        });
    }

    void declareStats() {
        CLI::App* stats = m_app.add_subcommand("stats", "Analyse data: survival, meta, nma, dta and further methods");
        stats->add_option("METHOD", m_method, "Method; without it the methods are listed");
        stats->add_option(
            "FILE", m_file,
            "Request (.json) or table of data (CSV, TSV, xlsx, ods); without it the inputs of the method are listed");
        stats->add_option("--set", m_set, "Input beside those of the file, key=value; may be repeated");
        stats->add_option("--rules", m_rules,
                          "Rule pack for methods that apply rules: an id or a file (default: jp-2026)");
        stats->add_option("--seed", m_statsSeed, "Seed of bootstraps and simulations, a whole number");
        stats->add_option("--json", m_json, "Write all results as JSON");
        declareTableOptions(*stats);
        does(stats, [this] {
            if (m_method.empty()) return listStudies(language());
            if (m_file.empty() && m_set.empty()) return listStudyFields(m_method, language());
            return runStats({m_method, text(m_file), m_set, text(m_rules), m_statsSeed, text(m_json), m_tableOptions},
                            language());
        });
    }

    void declareTableOptions(CLI::App& verb) {
        const char* group = "How a table of data is read (otherwise as the file shows it)";
        const auto add = [&](const char* name, auto& value, const char* help) {
            verb.add_option(name, value, help)->group(group);
        };
        add("--encoding", m_tableOptions.encoding, "utf-8, cp932, utf-16le or utf-16be");
        add("--separator", m_tableOptions.separator, "comma, tab, semicolon or space");
        add("--decimal-mark", m_tableOptions.decimalMark, "point or comma");
        add("--date-order", m_tableOptions.dateOrder, "Of dates like 01/02/2024: day-first, month-first or text");
        add("--missing", m_tableOptions.missing, "Texts that mean \"no value\", with commas between them");
        add("--sheet", m_tableOptions.sheet, "Sheet of a workbook");
        add("--header-row", m_tableOptions.headerRow, "Row of the headers, from 1");
        verb.add_flag("--pad-short-rows", m_tableOptions.padShortRows, "Fill short rows with empty cells")
            ->group(group);
        const auto addOfColumns = [&](const char* name, std::vector<std::string>& pairs, const char* help) {
            verb.add_option(name, pairs, help)->group(group)->allow_extra_args(false);
        };
        addOfColumns("--column", m_tableOptions.columns, "NAME=numbers, words, dates or leave-out; may be repeated");
        addOfColumns("--unit", m_tableOptions.units, "NAME=unit, kept with the data; may be repeated");
        addOfColumns("--factor", m_tableOptions.factors, "NAME=number that multiplies the column; may be repeated");
    }

    void declareRules() {
        CLI::App* rules = m_app.add_subcommand("rules", "List, show, validate and compare rule packs");
        rules->require_subcommand(1);
        does(rules->add_subcommand("list", "List the packs"), [this] { return listRules(language()); });
        const auto verb = [&](const char* name, const char* help, const char* argument) {
            CLI::App* made = rules->add_subcommand(name, help);
            made->add_option(argument, m_rules, "Id of a pack, or a file")->required();
            return made;
        };
        CLI::App* show = verb("show", "Print every rule with its source and status", "PACK");
        show->add_option("--json", m_json, "Write the pack as JSON instead");
        does(show, [this] { return showRules(text(m_rules), text(m_json), language()); });
        does(verb("validate", "Check a pack and name every fault", "PACK"),
             [this] { return validateRules(text(m_rules), language()); });
        CLI::App* diff = verb("diff", "Rules that differ between two packs", "LEFT");
        diff->add_option("RIGHT", m_file, "Id of a pack, or a file")->required();
        diff->add_option("--json", m_json, "Write the differences as JSON instead");
        does(diff, [this] { return compareRules(text(m_rules), text(m_file), text(m_json), language()); });
    }

    FigurePainter& m_painter;
    CLI::App m_app{"Kachi (価値): value assessment and reimbursement pricing of medical devices in Japan", "kachi"};
    std::function<int()> m_action;
    Language m_language = Language::en;
    std::string m_languageName, m_file, m_library, m_caseId, m_rules, m_draws, m_seed, m_threads, m_design, m_drawsFrom,
        m_drawsOut, m_json, m_pdf, m_xlsx, m_posterior, m_to, m_query, m_table, m_csv, m_method;
    std::vector<std::string> m_set;
    TableOptions m_tableOptions;
    std::optional<std::uint64_t> m_statsSeed;
    int m_revision = 0;
};

}  // namespace

bool isVerb(const std::string& argument) {
    return std::find(verbs.begin(), verbs.end(), argument) != verbs.end();
}

Language environmentLanguage() {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const QByteArray value = qgetenv(name);
        if (!value.isEmpty()) return value.startsWith("ja") ? Language::ja : Language::en;
    }
    return Language::en;
}

int runCommandLine(int argc, char** argv, FigurePainter& painter) {
#ifdef Q_OS_UNIX
    std::signal(SIGPIPE, SIG_IGN);  // files are written also when nobody reads on (kachi … | head); outputFault tells
#endif
    const int code = Verbs(painter).run(argc, argv);
    const std::string fault = outputFault();
    if (fault.empty()) return code;
    return refuse({{"storage.cannotWrite", Severity::error, "stdout", fault, {}, {}}}, languageAsked(argc, argv));
}

}  // namespace kachi
