<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name>kachi::AnalysisDialog</name>
    <message>
        <source>Analyses</source>
        <translation>詳細分析</translation>
    </message>
    <message>
        <source>One-way</source>
        <translation>一元</translation>
    </message>
    <message>
        <source>Two-way</source>
        <translation>二元</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>閾値</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>情報の価値</translation>
    </message>
    <message>
        <source>Trial</source>
        <translation>試験の価値</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>較正</translation>
    </message>
    <message>
        <source>Scenarios</source>
        <translation>シナリオ</translation>
    </message>
</context>
<context>
    <name>kachi::AnalysisTab</name>
    <message>
        <source>Cancelled.</source>
        <translation>中止しました。</translation>
    </message>
    <message>
        <source>Calculating: %1 of %2</source>
        <translation>計算中: %2 のうち %1</translation>
    </message>
    <message>
        <source>Calculate</source>
        <translation>計算</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Press “Calculate”.</source>
        <translation>「計算」を押してください。</translation>
    </message>
    <message>
        <source>Calculating…</source>
        <translation>計算中…</translation>
    </message>
</context>
<context>
    <name>kachi::AppraisalForm</name>
    <message>
        <source>Choose the tool for risk of bias</source>
        <translation>バイアスリスク評価ツールの選択</translation>
    </message>
    <message>
        <source>Judge the risk of bias</source>
        <translation>バイアスリスクの判定</translation>
    </message>
    <message>
        <source>Judge the overall risk of bias</source>
        <translation>バイアスリスクの総合判定</translation>
    </message>
    <message>
        <source>Domain</source>
        <translation>領域</translation>
    </message>
    <message>
        <source>Judgement</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>not judged</source>
        <translation>未判定</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>理由：%1</translation>
    </message>
    <message>
        <source>Overall</source>
        <translation>総合判定</translation>
    </message>
    <message>
        <source>Overall risk of bias</source>
        <translation>バイアスリスクの総合判定</translation>
    </message>
    <message>
        <source>Reason of the overall judgement</source>
        <translation>総合判定の理由</translation>
    </message>
    <message>
        <source>%1 (by the rule)</source>
        <translation>%1（規則による）</translation>
    </message>
    <message>
        <source>by the rule, once all are judged</source>
        <translation>すべて判定すると規則で決まる</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>評価ツール</translation>
    </message>
    <message>
        <source>Tool for risk of bias</source>
        <translation>バイアスリスク評価ツール</translation>
    </message>
</context>
<context>
    <name>kachi::CalibrationTab</name>
    <message>
        <source>Parameters to fit, between their bounds</source>
        <translation>当てはめるパラメータとその上下限</translation>
    </message>
    <message>
        <source>Observed targets</source>
        <translation>観測された目標</translation>
    </message>
    <message>
        <source>Searches</source>
        <translation>探索の回数</translation>
    </message>
    <message>
        <source>Take over the best values</source>
        <translation>最良の値を案件に入れる</translation>
    </message>
    <message>
        <source>Add posterior draws as a joint group</source>
        <translation>事後標本を同時分布として加える</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>パラメータ</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>下限</translation>
    </message>
    <message>
        <source>High</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Own prior</source>
        <translation>自身の事前分布</translation>
    </message>
    <message>
        <source>Prior: the parameter&apos;s own distribution within the bounds, not uniform between them</source>
        <translation>事前分布を、上下限の間の一様分布ではなく、パラメータ自身の分布(上下限の内側)とします</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>指標</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>戦略</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Years</source>
        <translation>年</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>SE</source>
        <translation>標準誤差</translation>
    </message>
    <message>
        <source>Standard error</source>
        <translation>標準誤差</translation>
    </message>
    <message>
        <source>Calibrated values</source>
        <translation>較正した値</translation>
    </message>
    <message>
        <source>Posterior draws of the calibration</source>
        <translation>較正の事後標本</translation>
    </message>
    <message>
        <source>The fit converged: sum of squared residuals %1.</source>
        <translation>当てはめは収束しました(残差平方和 %1)。</translation>
    </message>
    <message>
        <source>The fit did not converge: sum of squared residuals %1.</source>
        <translation>当てはめは収束していません(残差平方和 %1)。</translation>
    </message>
    <message>
        <source>%1 of %2 searches reached it.</source>
        <translation>%2 回の探索のうち %1 回が到達しました。</translation>
    </message>
    <message>
        <source>A fitted parameter is no longer in the case.</source>
        <translation>較正したパラメータが案件にありません。</translation>
    </message>
</context>
<context>
    <name>kachi::CaseDocument</name>
    <message>
        <source>Set %1</source>
        <translation>%1 の入力</translation>
    </message>
    <message>
        <source>Set formula of %1</source>
        <translation>%1 の数式の入力</translation>
    </message>
</context>
<context>
    <name>kachi::CaseFlow</name>
    <message>
        <source>The library %1 was not opened.</source>
        <translation>症例庫 %1 を開けませんでした。</translation>
    </message>
    <message>
        <source>The library could not be recovered.</source>
        <translation>症例庫を復旧できませんでした。</translation>
    </message>
    <message>
        <source>Recovered %1 cases with %2 revisions.</source>
        <translation>%1 件の案件(%2 版)を復旧しました。</translation>
    </message>
    <message>
        <source>Open library</source>
        <translation>症例庫を開く</translation>
    </message>
    <message>
        <source>Case libraries (*%1);;All files (*)</source>
        <translation>症例庫 (*%1);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>New library</source>
        <translation>新しい症例庫</translation>
    </message>
    <message>
        <source>The draft was not opened.</source>
        <translation>下書きを開けませんでした。</translation>
    </message>
    <message>
        <source>The draft was not discarded.</source>
        <translation>下書きを破棄できませんでした。</translation>
    </message>
    <message>
        <source>The case was not opened.</source>
        <translation>案件を開けませんでした。</translation>
    </message>
    <message>
        <source>The revision was not opened.</source>
        <translation>版を開けませんでした。</translation>
    </message>
    <message>
        <source>Open a case file</source>
        <translation>案件ファイルを開く</translation>
    </message>
    <message>
        <source>Cases (*.json);;All files (*)</source>
        <translation>案件 (*.json);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>The file was not imported.</source>
        <translation>ファイルを取り込めませんでした。</translation>
    </message>
    <message>
        <source>The file was not opened.</source>
        <translation>ファイルを開けませんでした。</translation>
    </message>
    <message>
        <source>Export JSON</source>
        <translation>JSON に書き出す</translation>
    </message>
    <message>
        <source>The case was not exported.</source>
        <translation>案件を書き出せませんでした。</translation>
    </message>
    <message>
        <source>Exported to %1.</source>
        <translation>%1 に書き出しました。</translation>
    </message>
    <message>
        <source>Export with its history</source>
        <translation>履歴ごと書き出す</translation>
    </message>
    <message>
        <source>Saved as revision %1.</source>
        <translation>第%1版として保存しました。</translation>
    </message>
    <message>
        <source>The revision was not saved; your changes are still here.</source>
        <translation>版を保存できませんでした。変更はこの画面に残っています。</translation>
    </message>
    <message>
        <source>The workbook was not written.</source>
        <translation>ブックを書き出せませんでした。</translation>
    </message>
    <message>
        <source>Joint posterior draws</source>
        <translation>同時事後標本</translation>
    </message>
    <message>
        <source>Tables of draws (*.csv);;All files (*)</source>
        <translation>標本の表 (*.csv);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>The draws were not taken over.</source>
        <translation>標本を取り込めませんでした。</translation>
    </message>
    <message numerus="yes">
        <source>%n parameter(s) are drawn from the rows of the table.</source>
        <translation>
            <numerusform>%n 個のパラメータを表の行から抽出します。</numerusform>
        </translation>
    </message>
    <message>
        <source>Excel workbook with formulas</source>
        <translation>数式入りExcelブック</translation>
    </message>
    <message>
        <source>Workbooks (*.xlsx);;All files (*)</source>
        <translation>ブック (*.xlsx);;すべてのファイル (*)</translation>
    </message>
</context>
<context>
    <name>kachi::CitationDialog</name>
    <message>
        <source>Paste references</source>
        <translation>文献の貼り付け</translation>
    </message>
    <message>
        <source>Paste what a database or a reference manager exports: RIS, BibTeX or PubMed records, several at once, or one DOI, PMID or address per line.</source>
        <translation>データベースや文献管理ソフトから書き出した RIS・BibTeX・PubMed 形式の記録（複数可）、または 1 行に 1 つの DOI・PMID・アドレスを貼り付けてください。</translation>
    </message>
    <message>
        <source>References</source>
        <translation>文献</translation>
    </message>
    <message>
        <source>What was understood</source>
        <translation>読み取った文献</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>題名</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年</translation>
    </message>
    <message>
        <source>DOI</source>
        <translation>DOI</translation>
    </message>
    <message>
        <source>PMID</source>
        <translation>PMID</translation>
    </message>
    <message>
        <source>Add to the evidence</source>
        <translation>証拠に追加</translation>
    </message>
</context>
<context>
    <name>kachi::ClaimsPage</name>
    <message>
        <source>Add premium claim</source>
        <translation>加算の主張の追加</translation>
    </message>
    <message>
        <source>Remove premium claim</source>
        <translation>加算の主張の削除</translation>
    </message>
    <message>
        <source>Choose evidence of a claim</source>
        <translation>主張の証拠の選択</translation>
    </message>
    <message>
        <source>Choose results of a claim</source>
        <translation>主張の結果の選択</translation>
    </message>
    <message>
        <source>Judge the strength of a claim</source>
        <translation>証拠の強さの判定</translation>
    </message>
    <message>
        <source>%1 evidence, %2 results</source>
        <translation>証拠 %1・結果 %2</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>%1 point(s)</source>
        <translation>%1 ポイント</translation>
    </message>
    <message>
        <source>rule: %1</source>
        <translation>規則：%1</translation>
    </message>
    <message>
        <source>Precedents: %1</source>
        <translation>先例：%1</translation>
    </message>
    <message>
        <source> – risk of bias: %1</source>
        <translation>（バイアスリスク：%1）</translation>
    </message>
    <message>
        <source>Which requirement of a premium the product meets, and what supports it. The report prints the sheet.</source>
        <translation>製品がどの加算要件を満たし、何がそれを支えるか。報告書に表として印刷されます。</translation>
    </message>
    <message>
        <source>Add a requirement</source>
        <translation>要件を追加</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Requirement</source>
        <translation>要件</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>強さ</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>根拠</translation>
    </message>
    <message>
        <source>Precedents</source>
        <translation>先例</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>不足</translation>
    </message>
    <message>
        <source>Published decisions on the item + on its letter</source>
        <translation>公表された決定の件数：当該項目 + 同じ記号の他の項目</translation>
    </message>
    <message>
        <source>Premium claims of the case</source>
        <translation>案件の加算の主張</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>証拠</translation>
    </message>
    <message>
        <source>Tick what supports the claim.</source>
        <translation>主張を支える証拠に印を付けます。</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Figures of the models and analyses offered as evidence.</source>
        <translation>根拠として示すモデルと解析の数値。</translation>
    </message>
    <message>
        <source>What is missing</source>
        <translation>不足しているもの</translation>
    </message>
    <message>
        <source>What a council would still ask for.</source>
        <translation>審議でさらに求められる資料。</translation>
    </message>
    <message>
        <source>What is claimed</source>
        <translation>主張</translation>
    </message>
    <message>
        <source>Evidence of the claim</source>
        <translation>主張の証拠</translation>
    </message>
    <message>
        <source>Results of the claim</source>
        <translation>主張の結果</translation>
    </message>
    <message>
        <source>Find a result</source>
        <translation>結果を探す</translation>
    </message>
    <message>
        <source>Strength of the evidence</source>
        <translation>証拠の強さ</translation>
    </message>
    <message>
        <source>Precedents…</source>
        <translation>先例…</translation>
    </message>
    <message>
        <source>The rules &quot;%1&quot; hold no requirements of premiums. Choose later rules to claim one.</source>
        <translation>規則「%1」には加算の要件が収められていません。要件を選ぶには、より新しい規則を選んでください。</translation>
    </message>
    <message>
        <source>Could support this item</source>
        <translation>この項目を支えうる結果</translation>
    </message>
    <message>
        <source>Other results</source>
        <translation>その他の結果</translation>
    </message>
    <message>
        <source>%1 same item, %2 same letter</source>
        <translation>同じ項目 %1、同じ記号 %2</translation>
    </message>
</context>
<context>
    <name>kachi::CorridorStrip</name>
    <message>
        <source>Price corridor</source>
        <translation>価格コリドー</translation>
    </message>
</context>
<context>
    <name>kachi::DataField</name>
    <message>
        <source>Import…</source>
        <translation>取り込み…</translation>
    </message>
    <message>
        <source>Read a table from a file: CSV, TSV, xlsx or ods</source>
        <translation>ファイルから表を読み込みます（CSV・TSV・xlsx・ods）</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>貼り付け</translation>
    </message>
    <message>
        <source>Cells copied from a spreadsheet. With a cell chosen they are written from there on; without data the first row names the columns.</source>
        <translation>表計算ソフトからコピーしたセルを入れます。セルを選んでいればそこから、データがなければ1行目を列名として取り込みます。</translation>
    </message>
    <message>
        <source>Add column</source>
        <translation>列を追加</translation>
    </message>
    <message>
        <source>Add row</source>
        <translation>行を追加</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Remove the chosen rows, or the chosen column</source>
        <translation>選んだ行または列を削除します</translation>
    </message>
    <message>
        <source>Double click renames the column</source>
        <translation>ダブルクリックで列名を変更します</translation>
    </message>
    <message>
        <source>No data yet. Import a table, paste cells, or add columns and type.</source>
        <translation>データはまだありません。表を取り込む、セルを貼り付ける、または列を追加して入力してください。</translation>
    </message>
    <message>
        <source>%L1 rows, %2 columns</source>
        <translation>%L1 行、%2 列</translation>
    </message>
    <message>
        <source>Import: %1</source>
        <translation>取り込み：%1</translation>
    </message>
    <message>
        <source>The cells were not pasted.</source>
        <translation>セルを貼り付けられませんでした。</translation>
    </message>
    <message>
        <source>Name of the column</source>
        <translation>列の名前</translation>
    </message>
    <message>
        <source>Rename column</source>
        <translation>列名を変更</translation>
    </message>
    <message>
        <source>Shipped table</source>
        <translation>付属の表</translation>
    </message>
</context>
<context>
    <name>kachi::DataImportDialog</name>
    <message>
        <source>Import data</source>
        <translation>データの取り込み</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>取り込む</translation>
    </message>
    <message>
        <source>as the file shows it</source>
        <translation>ファイルから判断</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>プレビュー</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt *.xlsx *.ods);;All files (*)</source>
        <translation>表 (*.csv *.tsv *.txt *.xlsx *.ods);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Column %1 has no header. Choose the row of the headers.</source>
        <translation>第 %1 列に見出しがありません。見出しの行を選んでください。</translation>
    </message>
    <message>
        <source>There are no rows below the headers.</source>
        <translation>見出しの下に行がありません。</translation>
    </message>
    <message>
        <source>%1 · %L2 rows, %3 columns</source>
        <translation>%1 · %L2 行、%3 列</translation>
    </message>
    <message>
        <source>%1 (“%2”)</source>
        <translation>%1（「%2」）</translation>
    </message>
    <message>
        <source>day/month/year</source>
        <translation>日/月/年</translation>
    </message>
    <message>
        <source>month/day/year</source>
        <translation>月/日/年</translation>
    </message>
    <message>
        <source>leave as text</source>
        <translation>文字のまま</translation>
    </message>
    <message>
        <source>Cells with one of these texts have no value; empty cells never have one</source>
        <translation>これらの文字のセルは値なしとします。空のセルは常に値なしです</translation>
    </message>
    <message>
        <source>Order of dates</source>
        <translation>日付の順</translation>
    </message>
    <message>
        <source>Missing codes</source>
        <translation>欠測の記号</translation>
    </message>
    <message>
        <source>Clipboard</source>
        <translation>クリップボード</translation>
    </message>
    <message>
        <source>A comma or point in these columns may group digits or be the decimal mark: %1. Choose the decimal mark.</source>
        <translation>次の列のコンマまたは点は、桁区切りとも小数点とも読めます：%1。小数点の記号を選んでください。</translation>
    </message>
    <message>
        <source>Dates in these columns may be day/month/year or month/day/year: %1. Choose the order of dates.</source>
        <translation>次の列の日付は、日/月/年とも月/日/年とも読めます：%1。日付の順を選んでください。</translation>
    </message>
    <message>
        <source>Enter a number other than 0 as factor of: %1.</source>
        <translation>次の列の係数には 0 以外の数を入れてください：%1。</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>ほか%1列</translation>
    </message>
</context>
<context>
    <name>kachi::DataTableModel</name>
    <message>
        <source>Edit %1</source>
        <translation>%1 の編集</translation>
    </message>
    <message>
        <source>Add row</source>
        <translation>行の追加</translation>
    </message>
    <message>
        <source>Remove rows</source>
        <translation>行の削除</translation>
    </message>
    <message>
        <source>Add column</source>
        <translation>列の追加</translation>
    </message>
    <message>
        <source>Remove column</source>
        <translation>列の削除</translation>
    </message>
    <message>
        <source>Rename column</source>
        <translation>列名の変更</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>貼り付け</translation>
    </message>
</context>
<context>
    <name>kachi::Dialogs</name>
    <message>
        <source>“%1” has changes that are not saved as a revision.</source>
        <translation>「%1」に、版として保存していない変更があります。</translation>
    </message>
    <message>
        <source>Save them now, or leave them as a draft, which Kachi offers again at the next start?</source>
        <translation>いま保存しますか。下書きのまま残すと、次の起動時に再開を提案します。</translation>
    </message>
    <message>
        <source>Save revision</source>
        <translation>版を保存</translation>
    </message>
    <message>
        <source>Leave as draft</source>
        <translation>下書きのまま残す</translation>
    </message>
    <message>
        <source>What changed, and why</source>
        <translation>変更した点とその理由</translation>
    </message>
    <message>
        <source>Revision %1 of “%2” is kept for good; earlier revisions stay as they are.</source>
        <translation>「%2」の第%1版として残します。以前の版はそのまま保たれます。</translation>
    </message>
    <message>
        <source>branch-%1</source>
        <translation>分岐-%1</translation>
    </message>
    <message>
        <source>Name of the branch</source>
        <translation>分岐の名前</translation>
    </message>
    <message>
        <source>Saved by %1 on %2.</source>
        <translation>%2 に %1 が保存しています。</translation>
    </message>
    <message>
        <source>Nothing is overwritten. Your work can be kept beside theirs as a branch of this name:</source>
        <translation>上書きはしません。あなたの作業は、次の名前の分岐として並べて残せます。</translation>
    </message>
    <message>
        <source>Somebody saved this case meanwhile</source>
        <translation>この案件は、ほかの人が先に保存しています</translation>
    </message>
    <message>
        <source>Save as branch</source>
        <translation>分岐として保存</translation>
    </message>
    <message>
        <source>The history cannot be shown.</source>
        <translation>履歴を表示できません。</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>版</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>保存日時</translation>
    </message>
    <message>
        <source>By</source>
        <translation>保存者</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>分岐</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>説明</translation>
    </message>
    <message>
        <source>Revisions, newest first</source>
        <translation>版の一覧(新しい順)</translation>
    </message>
    <message>
        <source>History</source>
        <translation>履歴</translation>
    </message>
    <message>
        <source>Open a revision to look at it or to go on from it. Saving then asks for a branch when a newer revision exists.</source>
        <translation>版を開くと、内容を確かめたり、そこから作業を続けたりできます。より新しい版がある場合、保存時に分岐の名前を確認します。</translation>
    </message>
    <message>
        <source>Open revision</source>
        <translation>この版を開く</translation>
    </message>
    <message>
        <source>Title of the case</source>
        <translation>案件の名称</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>出発点</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Starting points</source>
        <translation>出発点の一覧</translation>
    </message>
    <message>
        <source>Empty case</source>
        <translation>空の案件</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>ひな型</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>見本</translation>
    </message>
    <message>
        <source>New case</source>
        <translation>新しい案件</translation>
    </message>
    <message>
        <source>Give the case a title and choose what it starts from. It is written to the library when you first save it.</source>
        <translation>案件の名称を入力し、出発点を選んでください。最初に保存したときに症例庫へ書き込まれます。</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>作成</translation>
    </message>
    <message>
        <source>Untitled case</source>
        <translation>無題の案件</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Typed until</source>
        <translation>最終入力</translation>
    </message>
    <message>
        <source>Based on</source>
        <translation>もとの版</translation>
    </message>
    <message>
        <source>What would return</source>
        <translation>再開される内容</translation>
    </message>
    <message>
        <source>Drafts that were not saved</source>
        <translation>保存されていない下書き</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>読み取れません</translation>
    </message>
    <message>
        <source>a whole case never saved</source>
        <translation>一度も保存していない案件全体</translation>
    </message>
    <message>
        <source>%1 changed parameters</source>
        <translation>変更したパラメータ %1 個</translation>
    </message>
    <message>
        <source>changed texts or structure</source>
        <translation>文章または構造の変更</translation>
    </message>
    <message>
        <source>revision %1</source>
        <translation>第%1版</translation>
    </message>
    <message>
        <source>nothing saved</source>
        <translation>保存なし</translation>
    </message>
    <message>
        <source>Unsaved work was found</source>
        <translation>保存されていない作業があります</translation>
    </message>
    <message>
        <source>Kachi ended before this work was saved as a revision. Opening a draft changes nothing in the library until you save.</source>
        <translation>版として保存する前に Kachi が終了しました。下書きを開いても、保存するまで症例庫は変わりません。</translation>
    </message>
    <message>
        <source>Open draft</source>
        <translation>下書きを開く</translation>
    </message>
    <message>
        <source>Decide later</source>
        <translation>あとで決める</translation>
    </message>
    <message>
        <source>Discard draft</source>
        <translation>下書きを破棄</translation>
    </message>
    <message>
        <source>Kachi can read what is still readable into a new library. The damaged file is not changed.</source>
        <translation>読み取れる内容を新しい症例庫に復旧できます。破損したファイルは変更しません。</translation>
    </message>
    <message>
        <source>Recover to a new file…</source>
        <translation>新しいファイルに復旧…</translation>
    </message>
    <message>
        <source>Recover to a new file</source>
        <translation>新しいファイルに復旧</translation>
    </message>
    <message>
        <source>-recovered</source>
        <translation>-復旧</translation>
    </message>
</context>
<context>
    <name>kachi::DigitiserDialog</name>
    <message>
        <source>Picture…</source>
        <translation>画像…</translation>
    </message>
    <message>
        <source>Read curves from a picture</source>
        <translation>図から曲線を読み取る</translation>
    </message>
    <message>
        <source>Arm %1</source>
        <translation>群%1</translation>
    </message>
    <message>
        <source>Take as data</source>
        <translation>データにする</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>倍率</translation>
    </message>
    <message>
        <source>x axis, first point</source>
        <translation>横軸の1点目</translation>
    </message>
    <message>
        <source>x axis, second point</source>
        <translation>横軸の2点目</translation>
    </message>
    <message>
        <source>y axis, first point</source>
        <translation>縦軸の1点目</translation>
    </message>
    <message>
        <source>y axis, second point</source>
        <translation>縦軸の2点目</translation>
    </message>
    <message>
        <source>Value of: %1</source>
        <translation>%1の値</translation>
    </message>
    <message>
        <source>value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Click or trace points</source>
        <translation>点を打つ・なぞる</translation>
    </message>
    <message>
        <source>Click adds a point; with the button held the mouse traces; a point is moved by dragging it</source>
        <translation>クリックで点を足し、押したまま動かすとなぞります。点はドラッグで動かせます</translation>
    </message>
    <message>
        <source>Follow the colour</source>
        <translation>色をたどる</translation>
    </message>
    <message>
        <source>Click the curve at its left end: it is followed to the right by its colour</source>
        <translation>曲線の左端をクリックすると、その色を右へたどります</translation>
    </message>
    <message>
        <source>Arm</source>
        <translation>群</translation>
    </message>
    <message>
        <source>Name of the arm whose curve is read</source>
        <translation>曲線を読み取る群の名前</translation>
    </message>
    <message>
        <source>Add arm</source>
        <translation>群を足す</translation>
    </message>
    <message>
        <source>Remove point</source>
        <translation>点を消す</translation>
    </message>
    <message>
        <source>Remove all</source>
        <translation>すべて消す</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時間</translation>
    </message>
    <message>
        <source>Survival</source>
        <translation>生存率</translation>
    </message>
    <message>
        <source>Points of the arm</source>
        <translation>この群の点</translation>
    </message>
    <message>
        <source>Picture of the curves</source>
        <translation>曲線の画像</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg)</source>
        <translation>画像 (*.png *.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>The picture was not opened.</source>
        <translation>画像を開けませんでした。</translation>
    </message>
    <message>
        <source>Open a picture of the published curves (PNG or JPEG).</source>
        <translation>公表された曲線の画像（PNG・JPEG）を開いてください。</translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) read.</source>
        <translation>
            <numerusform>%n 点を読み取りました。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kachi::DistributionDialog</name>
    <message>
        <source>Range and distribution: %1</source>
        <translation>範囲と分布: %1</translation>
    </message>
    <message>
        <source>A fixed value: it does not vary over draws.</source>
        <translation>固定値です。試行ごとに変わりません。</translation>
    </message>
    <message>
        <source>Range for sensitivity analysis</source>
        <translation>感度分析の範囲</translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation>分布</translation>
    </message>
    <message>
        <source>Stated by</source>
        <translation>指定の方法</translation>
    </message>
    <message>
        <source>a list of values</source>
        <translation>値の一覧</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>may be left blank</source>
        <translation>空欄も可</translation>
    </message>
    <message>
        <source>Values, equally likely</source>
        <translation>等確率の値</translation>
    </message>
    <message>
        <source>Enter plain numbers; the range from low to high.</source>
        <translation>数値を入力してください。範囲は小さい順に入力します。</translation>
    </message>
    <message>
        <source>Mean %1, SD %2, 95% interval %3</source>
        <translation>平均 %1、標準偏差 %2、95 %区間 %3</translation>
    </message>
    <message>
        <source>Distribution of %1</source>
        <translation>%1 の分布</translation>
    </message>
</context>
<context>
    <name>kachi::DockTitle</name>
    <message>
        <source>Fold away</source>
        <translation>たたむ</translation>
    </message>
    <message>
        <source>Fold this panel away; the View menu brings it back</source>
        <translation>このパネルをたたみます。「表示」メニューで戻せます</translation>
    </message>
</context>
<context>
    <name>kachi::EqualisationPage</name>
    <message>
        <source>Scenario</source>
        <translation>シナリオ</translation>
    </message>
    <message>
        <source>Every region below the target closes a share of its gap to it.</source>
        <translation>目標を下回る地域が、目標との差の一定割合を縮めます。</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目標</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>地域</translation>
    </message>
    <message>
        <source>People and procedures a year in each region.</source>
        <translation>各地域の人口と年間件数です。</translation>
    </message>
    <message>
        <source>Import table…</source>
        <translation>表の取り込み…</translation>
    </message>
    <message>
        <source>What is counted</source>
        <translation>数える対象</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>Rates per this many people</source>
        <translation>率の分母(人口)</translation>
    </message>
    <message>
        <source>Weights of the measures</source>
        <translation>指標の重み</translation>
    </message>
    <message>
        <source>Regions without a count</source>
        <translation>件数のない地域</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>地方ブロック</translation>
    </message>
    <message>
        <source>Differences inside and between blocks are told apart.</source>
        <translation>ブロック内の差とブロック間の差を分けて示します。</translation>
    </message>
    <message>
        <source>How unequally is the procedure done across Japan, and how much would the device even it out? A table by prefecture and an explicit scenario give maps, Lorenz curves and measures of inequality before and after.</source>
        <translation>この手技は全国でどれほど偏って行われ、機器はそれをどれだけならすか。都道府県別の表と明示したシナリオから、導入前後の地図・ローレンツ曲線・不平等指標を求めます。</translation>
    </message>
    <message numerus="yes">
        <source>Import: %n region(s)</source>
        <translation>
            <numerusform>取り込み: %n 地域</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kachi::EvidenceDetails</name>
    <message>
        <source>Study</source>
        <translation>研究</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Price list</source>
        <translation>価格表</translation>
    </message>
    <message>
        <source>Index series</source>
        <translation>指数系列</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>決定</translation>
    </message>
    <message>
        <source>Expert opinion</source>
        <translation>専門家意見</translation>
    </message>
    <message>
        <source>read in full</source>
        <translation>全文を確認</translation>
    </message>
    <message>
        <source>table read</source>
        <translation>表を確認</translation>
    </message>
    <message>
        <source>all parameters read</source>
        <translation>パラメータ表を確認</translation>
    </message>
    <message>
        <source>abstract only</source>
        <translation>抄録のみ</translation>
    </message>
    <message>
        <source>second hand</source>
        <translation>二次資料</translation>
    </message>
    <message>
        <source>Choose kind of evidence</source>
        <translation>証拠の種類の選択</translation>
    </message>
    <message>
        <source>Choose the study design</source>
        <translation>研究デザインの選択</translation>
    </message>
    <message>
        <source>Attach a file</source>
        <translation>ファイルの添付</translation>
    </message>
    <message>
        <source>The file was not attached.</source>
        <translation>ファイルを添付できませんでした。</translation>
    </message>
    <message>
        <source>Attach file</source>
        <translation>ファイルの添付</translation>
    </message>
    <message>
        <source>Remove file</source>
        <translation>ファイルの削除</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>%1の編集</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>書誌と概要</translation>
    </message>
    <message>
        <source>Arms and results</source>
        <translation>群と結果</translation>
    </message>
    <message>
        <source>What each group had and gave, as published.</source>
        <translation>各群の対象と結果を、公表されたとおりに記します。</translation>
    </message>
    <message>
        <source>Risk of bias</source>
        <translation>バイアスリスク</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Name and digest are kept, so that anyone can tell the same file.</source>
        <translation>名前とダイジェストを記録し、同じファイルかどうかを誰でも確かめられるようにします。</translation>
    </message>
    <message>
        <source>What rests on it</source>
        <translation>この証拠に基づくもの</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>題名</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Design</source>
        <translation>研究デザイン</translation>
    </message>
    <message>
        <source>Population</source>
        <translation>対象集団</translation>
    </message>
    <message>
        <source>Citation</source>
        <translation>出典</translation>
    </message>
    <message>
        <source>DOI</source>
        <translation>DOI</translation>
    </message>
    <message>
        <source>PMID</source>
        <translation>PMID</translation>
    </message>
    <message>
        <source>Address (URL)</source>
        <translation>アドレス(URL)</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日付</translation>
    </message>
    <message>
        <source>How it was read</source>
        <translation>確認の程度</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>注記</translation>
    </message>
    <message>
        <source>Attached files</source>
        <translation>添付ファイル</translation>
    </message>
    <message>
        <source>Attach a file…</source>
        <translation>ファイルを添付…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>SHA-256 of the file</source>
        <translation>ファイルの SHA-256</translation>
    </message>
</context>
<context>
    <name>kachi::EvidenceLinks</name>
    <message>
        <source>Let “%1” rest on evidence</source>
        <translation>「%1」に証拠を紐づけ</translation>
    </message>
    <message>
        <source>Remove a link to evidence</source>
        <translation>証拠の紐づけの解除</translation>
    </message>
    <message>
        <source>Analysis: %1</source>
        <translation>解析：%1</translation>
    </message>
    <message>
        <source>%1 – out of date</source>
        <translation>%1 – 未更新</translation>
    </message>
    <message>
        <source>Parameters and analyses resting on it</source>
        <translation>この証拠に基づくパラメータと解析</translation>
    </message>
    <message>
        <source>Double click or Enter goes there</source>
        <translation>ダブルクリックか Enter でその場所へ移ります</translation>
    </message>
    <message>
        <source>Parameter to bind</source>
        <translation>紐づけるパラメータ</translation>
    </message>
    <message>
        <source>Find a parameter</source>
        <translation>パラメータを探す</translation>
    </message>
    <message>
        <source>Bind</source>
        <translation>紐づける</translation>
    </message>
    <message>
        <source>Let the parameter rest on this evidence</source>
        <translation>パラメータにこの証拠を紐づけます</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>外す</translation>
    </message>
    <message>
        <source>The chosen parameter no longer rests on this evidence</source>
        <translation>選んだパラメータの紐づけを外します</translation>
    </message>
</context>
<context>
    <name>kachi::EvidencePage</name>
    <message>
        <source>New evidence</source>
        <translation>新しい証拠</translation>
    </message>
    <message>
        <source>Add evidence</source>
        <translation>証拠の追加</translation>
    </message>
    <message>
        <source>Remove evidence and its links</source>
        <translation>証拠とその紐づけの削除</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Remove the chosen evidence and its links; undo brings both back</source>
        <translation>選んだ証拠と紐づけを削除します。元に戻すと両方が戻ります</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>証拠</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>パラメータ</translation>
    </message>
    <message>
        <source>Evidence of the case</source>
        <translation>この案件の証拠</translation>
    </message>
    <message>
        <source>Paste references</source>
        <translation>文献の貼り付け</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>証拠一覧</translation>
    </message>
    <message>
        <source>What the numbers of the case rest on; the report prints it</source>
        <translation>案件の数値の根拠。報告書に印刷されます</translation>
    </message>
    <message>
        <source>Literature search</source>
        <translation>文献検索</translation>
    </message>
    <message>
        <source>Premium claims</source>
        <translation>加算の要件</translation>
    </message>
    <message>
        <source>Add a study, table or list by hand</source>
        <translation>研究・表・一覧を手入力で追加</translation>
    </message>
    <message>
        <source>Paste references…</source>
        <translation>文献を貼り付け…</translation>
    </message>
    <message>
        <source>RIS, BibTeX or PubMed records, DOI or PMID</source>
        <translation>RIS・BibTeX・PubMed 形式の記録、DOI、PMID</translation>
    </message>
    <message>
        <source>Risk of bias</source>
        <translation>バイアスリスク</translation>
    </message>
</context>
<context>
    <name>kachi::ExpressionField</name>
    <message>
        <source>Edit %1</source>
        <translation>%1 の編集</translation>
    </message>
</context>
<context>
    <name>kachi::ExpressionGridModel</name>
    <message>
        <source>Edit %1</source>
        <translation>%1 の編集</translation>
    </message>
    <message>
        <source>%1 (cycle %2)</source>
        <translation>%1(周期 %2)</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>合計</translation>
    </message>
</context>
<context>
    <name>kachi::FieldForm</name>
    <message>
        <source>ratio or %</source>
        <translation>比・%</translation>
    </message>
    <message>
        <source>needed</source>
        <translation>要入力</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>%1の編集</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>no</source>
        <translation>いいえ</translation>
    </message>
    <message>
        <source>Precedents of this premium…</source>
        <translation>この加算の先例…</translation>
    </message>
    <message>
        <source>Pay of %1</source>
        <translation>%1の給与</translation>
    </message>
    <message>
        <source>Pay by occupation</source>
        <translation>職種別の給与</translation>
    </message>
    <message>
        <source>%1 (%2): %3 yen a year</source>
        <translation>%1（%2年）：年%3円</translation>
    </message>
    <message>
        <source>Not needed with the present answers.</source>
        <translation>今の選択では不要です。</translation>
    </message>
</context>
<context>
    <name>kachi::FieldGrid</name>
    <message>
        <source>Add row</source>
        <translation>行を追加</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上へ</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下へ</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>貼り付け</translation>
    </message>
    <message>
        <source>Fill down</source>
        <translation>下へ複写</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>消去</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>取り込み…</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>ファイルから…</translation>
    </message>
    <message>
        <source>From the clipboard, with headings</source>
        <translation>クリップボードから（見出し付き）</translation>
    </message>
    <message>
        <source>Import: %1</source>
        <translation>取り込み: %1</translation>
    </message>
    <message>
        <source>Pay by occupation</source>
        <translation>職種別の給与</translation>
    </message>
    <message>
        <source>Enters the pay of a national survey, with year and source, into the chosen row or a new one</source>
        <translation>選んだ行か新しい行に、全国調査の給与を年と出典を付けて入れます</translation>
    </message>
    <message>
        <source>Place chips…</source>
        <translation>チップを置く…</translation>
    </message>
    <message>
        <source>Lays the chips of an expert on a range of values by clicks</source>
        <translation>値の範囲に専門家のチップをクリックで置きます</translation>
    </message>
    <message>
        <source>The chips of the table cannot be shown: every cell must hold a number.</source>
        <translation>表のチップを表示できません。すべてのセルに数を入れてください。</translation>
    </message>
</context>
<context>
    <name>kachi::FieldGridModel</name>
    <message>
        <source>Add row: %1</source>
        <translation>行を追加: %1</translation>
    </message>
    <message numerus="yes">
        <source>Remove %n row(s): %1</source>
        <translation>
            <numerusform>%n 行を削除: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Move row: %1</source>
        <translation>行を移動: %1</translation>
    </message>
    <message>
        <source>Clear: %1</source>
        <translation>消去: %1</translation>
    </message>
    <message>
        <source>Paste: %1 cells</source>
        <translation>貼り付け: %1 項目</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>%1の編集</translation>
    </message>
    <message numerus="yes">
        <source>Import %n row(s): %1</source>
        <translation>
            <numerusform>%n 行を取り込み: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Pay of %1</source>
        <translation>%1の給与</translation>
    </message>
    <message>
        <source>Place chips</source>
        <translation>チップを置く</translation>
    </message>
</context>
<context>
    <name>kachi::FigureView</name>
    <message>
        <source>&amp;Copy figure</source>
        <translation>図をコピー(&amp;C)</translation>
    </message>
    <message>
        <source>Save as &amp;SVG…</source>
        <translation>SVG で保存(&amp;S)…</translation>
    </message>
    <message>
        <source>Save as &amp;PNG…</source>
        <translation>PNG で保存(&amp;P)…</translation>
    </message>
    <message>
        <source>Save values as CS&amp;V…</source>
        <translation>数値を CSV で保存(&amp;V)…</translation>
    </message>
    <message>
        <source>Save figure</source>
        <translation>図の保存</translation>
    </message>
    <message>
        <source>Map by outlines</source>
        <translation>輪郭の地図</translation>
    </message>
    <message>
        <source>Tiles with every number</source>
        <translation>全数値のタイル地図</translation>
    </message>
    <message>
        <source>Classes: quantiles</source>
        <translation>区分：分位</translation>
    </message>
    <message>
        <source>Classes: equal widths</source>
        <translation>区分：等間隔</translation>
    </message>
    <message>
        <source>Classes: natural breaks</source>
        <translation>区分：自然分類</translation>
    </message>
    <message>
        <source>No classes</source>
        <translation>区分なし</translation>
    </message>
</context>
<context>
    <name>kachi::Figures</name>
    <message>
        <source>not defined</source>
        <translation>算出不能</translation>
    </message>
    <message>
        <source>95% interval %1 to %2</source>
        <translation>95 %区間 %1 – %2</translation>
    </message>
</context>
<context>
    <name>kachi::FittedTableView</name>
    <message>
        <source>No rows yet</source>
        <translation>行がありません</translation>
    </message>
</context>
<context>
    <name>kachi::HeadlineRail</name>
    <message>
        <source>○ No results yet</source>
        <translation>○ 結果なし</translation>
    </message>
    <message>
        <source>◌ Recalculating; figures are from before the edit</source>
        <translation>◌ 再計算前(計算中)</translation>
    </message>
    <message>
        <source>◐ First estimate; more draws follow</source>
        <translation>◐ 概算(試行を継続中)</translation>
    </message>
    <message>
        <source>◌ Stopped; figures are from before the edit</source>
        <translation>◌ 再計算前(中止)</translation>
    </message>
    <message>
        <source>● Calculated in %1 s</source>
        <translation>● 計算済 %1 秒</translation>
    </message>
    <message>
        <source>✕ Not calculated; see the findings below</source>
        <translation>✕ 計算できません。下の指摘を確認してください</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Stop the calculation; the last results stay</source>
        <translation>計算を中止します。前の結果は残ります</translation>
    </message>
    <message>
        <source>Progress of the calculation</source>
        <translation>計算の進み具合</translation>
    </message>
    <message>
        <source>Price corridor</source>
        <translation>価格コリドー</translation>
    </message>
    <message>
        <source>Headline figures of the case appear here as soon as a section has its inputs.</source>
        <translation>各節の入力がそろうと、案件の主な数値がここに表示されます。</translation>
    </message>
    <message>
        <source>Open a case to see its headline figures here.</source>
        <translation>案件を開くと、主な数値がここに表示されます。</translation>
    </message>
    <message>
        <source>Show where this figure comes from</source>
        <translation>この数値の出どころを表示します</translation>
    </message>
</context>
<context>
    <name>kachi::ImportColumns</name>
    <message>
        <source>numbers</source>
        <translation>数</translation>
    </message>
    <message>
        <source>words</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>dates</source>
        <translation>日付</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>除く</translation>
    </message>
    <message>
        <source>as found</source>
        <translation>判定どおり</translation>
    </message>
    <message>
        <source>%L1 numbers</source>
        <translation>数 %L1</translation>
    </message>
    <message>
        <source>%L1 dates</source>
        <translation>日付 %L1</translation>
    </message>
    <message>
        <source>%L1 words</source>
        <translation>文字 %L1</translation>
    </message>
    <message>
        <source>%L1 missing</source>
        <translation>欠測 %L1</translation>
    </message>
    <message>
        <source>zeros in front: “%1”</source>
        <translation>先頭が 0：「%1」</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Taken as</source>
        <translation>取り込み方</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>単位</translation>
    </message>
    <message>
        <source>Multiplied by</source>
        <translation>係数</translation>
    </message>
    <message>
        <source>Used for</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Of the numbers as they are taken; kept with the data</source>
        <translation>取り込んだ数の単位。データとともに残ります</translation>
    </message>
    <message>
        <source>1000 for a column in thousands; empty: 1</source>
        <translation>千単位の列なら 1000。空は 1</translation>
    </message>
    <message>
        <source>Columns of the file</source>
        <translation>ファイルの列</translation>
    </message>
    <message>
        <source>as found: %1</source>
        <translation>判定どおり：%1</translation>
    </message>
    <message>
        <source>“%1”?</source>
        <translation>「%1」？</translation>
    </message>
    <message>
        <source>no date: “%1”</source>
        <translation>日付でない：「%1」</translation>
    </message>
</context>
<context>
    <name>kachi::InformationTab</name>
    <message>
        <source>Parameters that research would settle</source>
        <translation>研究で明らかにするパラメータ</translation>
    </message>
    <message>
        <source>Patients a year</source>
        <translation>年間の患者数</translation>
    </message>
    <message>
        <source>Years</source>
        <translation>年数</translation>
    </message>
    <message>
        <source>Discount rate</source>
        <translation>割引率</translation>
    </message>
    <message>
        <source>Find a parameter</source>
        <translation>パラメータを探す</translation>
    </message>
    <message>
        <source>This needs the draws of a complete calculation. Calculate the case first.</source>
        <translation>確率的感度分析の結果が必要です。先に案件を計算してください。</translation>
    </message>
    <message>
        <source>“%1” does not vary over the draws.</source>
        <translation>「%1」は試行間で変わりません。</translation>
    </message>
    <message>
        <source>Tick at least one parameter.</source>
        <translation>パラメータを1つ以上選んでください。</translation>
    </message>
    <message>
        <source>Knowing the chosen parameters is worth %1 %4 per person (standard error %2), %3 %4 for all patients.</source>
        <translation>選んだパラメータを知る価値は、1人当たり %1 %4(標準誤差 %2)、対象患者全体で %3 %4。</translation>
    </message>
</context>
<context>
    <name>kachi::IssuesPanel</name>
    <message>
        <source>No findings</source>
        <translation>指摘なし</translation>
    </message>
    <message>
        <source>Errors %1 · warnings %2 · notes %3</source>
        <translation>エラー %1・警告 %2・注記 %3</translation>
    </message>
    <message>
        <source>Findings about the inputs and the calculation</source>
        <translation>入力と計算についての指摘</translation>
    </message>
</context>
<context>
    <name>kachi::JointGroupDialog</name>
    <message>
        <source>Dirichlet</source>
        <translation>ディリクレ分布</translation>
    </message>
    <message>
        <source>Multivariate normal</source>
        <translation>多変量正規分布</translation>
    </message>
    <message>
        <source>Rank correlation</source>
        <translation>順位相関</translation>
    </message>
    <message>
        <source>Posterior draws</source>
        <translation>同時事後標本</translation>
    </message>
    <message>
        <source>Shares that sum to 1, drawn from counts of what was observed.</source>
        <translation>合計が 1 になる割合です。観察した件数から抽出します。</translation>
    </message>
    <message>
        <source>Means are the base values of the parameters; the other columns are covariances, the variance of each on the diagonal. An entry sets its mirror.</source>
        <translation>平均は各パラメータの基本値です。右の列は共分散で、対角線は分散です。一つの欄を入れると対角線の反対側にも入ります。</translation>
    </message>
    <message>
        <source>Spearman&apos;s correlations; every parameter keeps its own distribution. An entry sets its mirror.</source>
        <translation>スピアマンの順位相関です。各パラメータは自身の分布を保ちます。一つの欄を入れると対角線の反対側にも入ります。</translation>
    </message>
    <message>
        <source>%1 joint draws of %2 parameters from “%3”; every draw takes a whole row.</source>
        <translation>パラメータ %2 個の同時標本 %1 行(由来:%3)。1 回の試行で 1 行をまとめて使います。</translation>
    </message>
    <message>
        <source>Joint distributions</source>
        <translation>同時分布</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Posterior draws from a file…</source>
        <translation>ファイルから同時事後標本…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>名前を変更…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Members and their numbers</source>
        <translation>構成パラメータと数値</translation>
    </message>
    <message>
        <source>Take the rows in order</source>
        <translation>行を順番に使う</translation>
    </message>
    <message>
        <source>Draw 1 takes row 1 and so on; otherwise the rows are drawn at random.</source>
        <translation>試行 1 が 1 行目、試行 2 が 2 行目…を使います。外すと行を無作為に選びます。</translation>
    </message>
    <message>
        <source>Parameter to add</source>
        <translation>追加するパラメータ</translation>
    </message>
    <message>
        <source>Add parameter</source>
        <translation>パラメータを追加</translation>
    </message>
    <message>
        <source>Remove parameter</source>
        <translation>パラメータを外す</translation>
    </message>
    <message>
        <source>%1; parameters: %2</source>
        <translation>%1、パラメータ %2 個</translation>
    </message>
    <message>
        <source>No joint distributions yet</source>
        <translation>同時分布はまだありません</translation>
    </message>
    <message>
        <source>Parameters that were estimated together are drawn together: shares of a whole (Dirichlet), coefficients of a regression (multivariate normal), rank correlations, or posterior draws.</source>
        <translation>一緒に推定したパラメータは一緒に抽出します。全体に占める割合(ディリクレ分布)、回帰の係数(多変量正規分布)、順位相関、同時事後標本を扱えます。</translation>
    </message>
    <message>
        <source>Add joint distribution</source>
        <translation>同時分布の追加</translation>
    </message>
    <message>
        <source>Remove joint distribution</source>
        <translation>同時分布の削除</translation>
    </message>
    <message>
        <source>Rename joint distribution</source>
        <translation>同時分布の名前の変更</translation>
    </message>
    <message>
        <source>The joint distribution was not renamed.</source>
        <translation>同時分布の名前を変えませんでした。</translation>
    </message>
    <message>
        <source>Name of the joint distribution</source>
        <translation>同時分布の名前</translation>
    </message>
    <message>
        <source>Add to joint distribution</source>
        <translation>同時分布への追加</translation>
    </message>
    <message>
        <source>The parameter was not added.</source>
        <translation>パラメータを追加しませんでした。</translation>
    </message>
    <message>
        <source>Remove from joint distribution</source>
        <translation>同時分布から外す</translation>
    </message>
    <message>
        <source>Order of the rows</source>
        <translation>行の順番</translation>
    </message>
</context>
<context>
    <name>kachi::JointGroupModel</name>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>correlation %1</source>
        <translation>相関 %1</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>パラメータ</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Expected share</source>
        <translation>期待される割合</translation>
    </message>
    <message>
        <source>Own distribution</source>
        <translation>自身の分布</translation>
    </message>
    <message>
        <source>Mean (base value)</source>
        <translation>平均(基本値)</translation>
    </message>
    <message>
        <source>Mean of the rows</source>
        <translation>行の平均</translation>
    </message>
    <message>
        <source>Standard deviation</source>
        <translation>標準偏差</translation>
    </message>
</context>
<context>
    <name>kachi::LabourPage</name>
    <message>
        <source>Tasks</source>
        <translation>作業</translation>
    </message>
    <message>
        <source>Minutes one task takes, one time, before and after the device.</source>
        <translation>作業1回に要する分数(導入前・導入後)です。</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>職種</translation>
    </message>
    <message>
        <source>Pay, on-cost and hours give the cost of a minute.</source>
        <translation>給与・事業主負担・労働時間から1分当たりの費用を求めます。</translation>
    </message>
    <message>
        <source>Volumes and scale</source>
        <translation>件数と規模</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>規模</translation>
    </message>
    <message>
        <source>Consumables</source>
        <translation>消耗品</translation>
    </message>
    <message>
        <source>How much working time does the device save or cost, for whom, and what is that time worth? Staff, tasks and minutes before and after give hours, full-time equivalents and yen for one procedure, one hospital and the nation.</source>
        <translation>この機器は、誰の労働時間をどれだけ減らし(増やし)、その時間はいくらに当たるか。職種・作業・導入前後の分数から、1手技・1病院・全国の時間、常勤換算、金額を求めます。</translation>
    </message>
    <message>
        <source>Pay by occupation</source>
        <translation>職種別の給与</translation>
    </message>
    <message>
        <source>Enters the pay of a national survey, with year and source, into the chosen row or a new one</source>
        <translation>選んだ行か新しい行に、全国調査の給与を年と出典を付けて入れます</translation>
    </message>
    <message>
        <source>Pay of %1</source>
        <translation>%1の給与</translation>
    </message>
</context>
<context>
    <name>kachi::LibraryPanel</name>
    <message>
        <source>Search the library</source>
        <translation>症例庫を検索</translation>
    </message>
    <message>
        <source>Finds words in titles, products, evidence and parameters of every case</source>
        <translation>全案件の題名・製品・証拠・パラメータから探します</translation>
    </message>
    <message>
        <source>Cases of the library</source>
        <translation>症例庫の案件</translation>
    </message>
    <message>
        <source>New case</source>
        <translation>新しい案件</translation>
    </message>
    <message>
        <source>New case from a template or a sample</source>
        <translation>ひな型や見本から新しい案件を作ります</translation>
    </message>
    <message>
        <source>Import a case</source>
        <translation>案件の取り込み</translation>
    </message>
    <message>
        <source>Import a case from a JSON file</source>
        <translation>JSON ファイルから案件を取り込みます</translation>
    </message>
    <message>
        <source>%1 (read-only)</source>
        <translation>%1(読み取り専用)</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近の案件</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>作業中</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>見本</translation>
    </message>
    <message>
        <source>Precedents</source>
        <translation>先例</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>検索結果</translation>
    </message>
    <message>
        <source>Revision %1 · %2</source>
        <translation>第%1版・%2</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>History and older revisions…</source>
        <translation>履歴と以前の版…</translation>
    </message>
    <message>
        <source>Export with its history…</source>
        <translation>履歴ごと書き出す…</translation>
    </message>
    <message>
        <source>New case…</source>
        <translation>新しい案件…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>取り込み…</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Published decisions…</source>
        <translation>公表された決定…</translation>
    </message>
    <message>
        <source>Search published price decisions by route, premium item and year</source>
        <translation>公表された価格の決定を、ルート・加算の要件・年で検索します</translation>
    </message>
</context>
<context>
    <name>kachi::LiteraturePage</name>
    <message>
        <source>Edit the query</source>
        <translation>検索式の編集</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>%1の編集</translation>
    </message>
    <message>
        <source>Add literature search</source>
        <translation>文献検索の追加</translation>
    </message>
    <message>
        <source>Remove literature search</source>
        <translation>文献検索の削除</translation>
    </message>
    <message>
        <source>How the evidence was searched for. The boxes of the PRISMA 2020 flow diagram follow from the counts.</source>
        <translation>証拠をどう探したか。件数から PRISMA 2020 のフロー図を作ります。</translation>
    </message>
    <message>
        <source>Add a literature search</source>
        <translation>文献検索を追加</translation>
    </message>
    <message>
        <source>Remove the search</source>
        <translation>検索を削除</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Full texts left out</source>
        <translation>全文で除外した報告</translation>
    </message>
    <message>
        <source>One row per reason.</source>
        <translation>理由ごとに 1 行。</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>問い</translation>
    </message>
    <message>
        <source>Databases and days</source>
        <translation>検索先と検索日</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>検索式</translation>
    </message>
    <message>
        <source>The flow diagram appears once the counts agree.</source>
        <translation>件数が合うとフロー図が表示されます。</translation>
    </message>
</context>
<context>
    <name>kachi::LookupTableEditor</name>
    <message>
        <source>Table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>New table…</source>
        <translation>新しい表…</translation>
    </message>
    <message>
        <source>New table from a file…</source>
        <translation>ファイルから新しい表…</translation>
    </message>
    <message>
        <source>Rename the table…</source>
        <translation>表の名前を変更…</translation>
    </message>
    <message>
        <source>Remove the table</source>
        <translation>表を削除</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>New column…</source>
        <translation>新しい列…</translation>
    </message>
    <message>
        <source>Rename the column…</source>
        <translation>列の名前を変更…</translation>
    </message>
    <message>
        <source>Remove the column</source>
        <translation>列を削除</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Replace by a file…</source>
        <translation>ファイルの内容に置き換え…</translation>
    </message>
    <message>
        <source>Remove the rows</source>
        <translation>行を削除</translation>
    </message>
    <message>
        <source>Sort by key</source>
        <translation>キーの順に並べ替え</translation>
    </message>
    <message>
        <source>Between keys</source>
        <translation>キーの間</translation>
    </message>
    <message>
        <source>the row below holds</source>
        <translation>下の行の値</translation>
    </message>
    <message>
        <source>straight line</source>
        <translation>直線で補間</translation>
    </message>
    <message>
        <source>Last row holds above</source>
        <translation>最後の行はそれ以上にも適用</translation>
    </message>
    <message>
        <source>Without this, a key above the last row is refused.</source>
        <translation>外すと、最後の行を超えるキーは計算を断ります。</translation>
    </message>
    <message>
        <source>Lookup table</source>
        <translation>参照表</translation>
    </message>
    <message>
        <source>New table</source>
        <translation>新しい表</translation>
    </message>
    <message>
        <source>No table was added.</source>
        <translation>表を追加しませんでした。</translation>
    </message>
    <message>
        <source>Rename the table</source>
        <translation>表の名前の変更</translation>
    </message>
    <message>
        <source>The table was not renamed.</source>
        <translation>表の名前を変えませんでした。</translation>
    </message>
    <message>
        <source>The table was not removed.</source>
        <translation>表を削除しませんでした。</translation>
    </message>
    <message>
        <source>New column</source>
        <translation>新しい列</translation>
    </message>
    <message>
        <source>No column was added.</source>
        <translation>列を追加しませんでした。</translation>
    </message>
    <message>
        <source>Rename the column</source>
        <translation>列の名前の変更</translation>
    </message>
    <message>
        <source>The column was not renamed.</source>
        <translation>列の名前を変えませんでした。</translation>
    </message>
    <message>
        <source>The column was not removed.</source>
        <translation>列を削除しませんでした。</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>%1 の編集</translation>
    </message>
    <message>
        <source>Name in formulas</source>
        <translation>数式での名前</translation>
    </message>
    <message>
        <source>New table from a file</source>
        <translation>ファイルから新しい表</translation>
    </message>
    <message>
        <source>Replace by a file</source>
        <translation>ファイルの内容に置き換え</translation>
    </message>
    <message>
        <source>The file was not read.</source>
        <translation>ファイルを読めませんでした。</translation>
    </message>
</context>
<context>
    <name>kachi::LookupTableModel</name>
    <message>
        <source>Key (from)</source>
        <translation>キー(以上)</translation>
    </message>
    <message>
        <source>Type or paste here to add rows</source>
        <translation>ここに入力するか貼り付けると行が増えます</translation>
    </message>
    <message>
        <source>%1, row %2</source>
        <translation>%1、%2 行目</translation>
    </message>
</context>
<context>
    <name>kachi::MainWindow</name>
    <message>
        <source>Kachi ─ %1 (revision %2[*])</source>
        <translation>Kachi ─ %1(第%2版[*])</translation>
    </message>
    <message>
        <source>Kachi ─ %1 (never saved[*])</source>
        <translation>Kachi ─ %1(未保存[*])</translation>
    </message>
    <message>
        <source>About Kachi</source>
        <translation>Kachi について</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Kachi (価値) %1&lt;/h3&gt;&lt;p&gt;Value assessment and reimbursement pricing of medical devices in Japan.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Kachi(価値)%1&lt;/h3&gt;&lt;p&gt;日本の医療機器の価値評価と保険償還価格のためのワークベンチです。&lt;/p&gt;&lt;p&gt;GNU General Public License 第3版以降に基づく自由なソフトウェアです。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&amp;Case</source>
        <translation>案件(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編集(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Calculation</source>
        <translation>計算(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>コマンド</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>節</translation>
    </message>
    <message>
        <source>Sections of the case</source>
        <translation>案件の節</translation>
    </message>
    <message>
        <source>Case library</source>
        <translation>症例庫</translation>
    </message>
    <message>
        <source>Results of the case</source>
        <translation>案件の結果</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>指摘</translation>
    </message>
</context>
<context>
    <name>kachi::MapPanel</name>
    <message>
        <source>Before</source>
        <translation>前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>後</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>並べる</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>地図</translation>
    </message>
    <message>
        <source>Tiles</source>
        <translation>タイル</translation>
    </message>
    <message>
        <source>Quantiles</source>
        <translation>分位</translation>
    </message>
    <message>
        <source>Equal widths</source>
        <translation>等間隔</translation>
    </message>
    <message>
        <source>Natural breaks</source>
        <translation>自然階級</translation>
    </message>
    <message>
        <source>No classes</source>
        <translation>階級なし</translation>
    </message>
    <message>
        <source>Shape of the map</source>
        <translation>地図の形</translation>
    </message>
    <message>
        <source>Classes of the map</source>
        <translation>地図の階級分け</translation>
    </message>
    <message>
        <source>Find an area</source>
        <translation>地域を検索</translation>
    </message>
    <message>
        <source>Areas of the map</source>
        <translation>地図の地域</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Copy the whole list</source>
        <translation>一覧をすべてコピー</translation>
    </message>
</context>
<context>
    <name>kachi::MissingList</name>
    <message>
        <source>What is missing</source>
        <translation>残る作業</translation>
    </message>
    <message>
        <source>No fault stops a calculation</source>
        <translation>計算を止める誤りはありません</translation>
    </message>
    <message>
        <source>Faults that stop a calculation: %1</source>
        <translation>計算を止める誤り: %1 件</translation>
    </message>
    <message>
        <source>Values without a source: %1 of %2</source>
        <translation>出典のない値: %2 件中 %1 件</translation>
    </message>
    <message>
        <source>Every value has a source (%1 values)</source>
        <translation>すべての値に出典があります(%1 件)</translation>
    </message>
    <message>
        <source>Values resting on assumptions: %1 of %2</source>
        <translation>仮定に基づく値: %2 件中 %1 件</translation>
    </message>
    <message>
        <source>All sections are in use</source>
        <translation>すべての節を使っています</translation>
    </message>
    <message>
        <source>Not used: %1</source>
        <translation>未使用: %1</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Go to the first</source>
        <translation>最初の項目へ移動</translation>
    </message>
</context>
<context>
    <name>kachi::NoticeBar</name>
    <message>
        <source>Close this message</source>
        <translation>このメッセージを閉じる</translation>
    </message>
</context>
<context>
    <name>kachi::NumberCellDelegate</name>
    <message>
        <source>Set %1</source>
        <translation>%1 の入力</translation>
    </message>
</context>
<context>
    <name>kachi::NumberField</name>
    <message>
        <source>to be entered</source>
        <translation>要入力</translation>
    </message>
    <message>
        <source>Set %1</source>
        <translation>%1 の入力</translation>
    </message>
</context>
<context>
    <name>kachi::NumberGridModel</name>
    <message>
        <source>to enter</source>
        <translation>要入力</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>%1 の編集</translation>
    </message>
</context>
<context>
    <name>kachi::OneWayTab</name>
    <message>
        <source>Figure</source>
        <translation>指標</translation>
    </message>
    <message>
        <source>Widest bars</source>
        <translation>表示する本数</translation>
    </message>
    <message>
        <source>Without a range</source>
        <translation>範囲のないもの</translation>
    </message>
    <message>
        <source>vary by ± 20%</source>
        <translation>± 20 %で動かす</translation>
    </message>
</context>
<context>
    <name>kachi::OutcomeParameterDialog</name>
    <message>
        <source>Add parameter</source>
        <translation>パラメータの追加</translation>
    </message>
    <message>
        <source>Label and unit</source>
        <translation>表示名と単位</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Name in formulas</source>
        <translation>数式での名前</translation>
    </message>
    <message>
        <source>Label in Japanese</source>
        <translation>表示名(日本語)</translation>
    </message>
    <message>
        <source>Label in English</source>
        <translation>表示名(英語)</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>単位</translation>
    </message>
    <message>
        <source>There is a parameter of this name.</source>
        <translation>この名前のパラメータは既にあります。</translation>
    </message>
    <message>
        <source>A name starts with &quot;outcomes.&quot; and has letters, digits and dots.</source>
        <translation>名前は「outcomes.」で始まり、英数字と点だけを使います。</translation>
    </message>
    <message>
        <source>Add parameter %1</source>
        <translation>パラメータ %1 の追加</translation>
    </message>
    <message>
        <source>Label and unit of %1</source>
        <translation>%1 の表示名と単位</translation>
    </message>
</context>
<context>
    <name>kachi::OutcomeTreeEditor</name>
    <message>
        <source>Probability</source>
        <translation>確率</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>費用</translation>
    </message>
    <message>
        <source>QALYs</source>
        <translation>QALY</translation>
    </message>
    <message>
        <source>Life-years</source>
        <translation>生存年</translation>
    </message>
    <message>
        <source>Time (years)</source>
        <translation>時点(年)</translation>
    </message>
    <message>
        <source>Kind of node</source>
        <translation>ノードの種類</translation>
    </message>
    <message>
        <source>Strategy of branch</source>
        <translation>枝の戦略</translation>
    </message>
    <message>
        <source>State entered</source>
        <translation>移る状態</translation>
    </message>
    <message>
        <source>Add branch</source>
        <translation>枝を追加</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Probabilities under</source>
        <translation>確率を示す戦略</translation>
    </message>
    <message>
        <source>Choose a node to edit it. A double click edits name or probability in place; the menu of the right button copies and pastes whole branches.</source>
        <translation>ノードを選ぶと編集できます。ダブルクリックで名前や確率をその場で編集し、右クリックのメニューで枝ごとコピー・貼り付けができます。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>戦略</translation>
    </message>
    <message>
        <source>Then enters state</source>
        <translation>その後に移る状態</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>none, it ends here</source>
        <translation>なし(ここで終わる)</translation>
    </message>
    <message>
        <source>Beside</source>
        <translation>隣に追加</translation>
    </message>
    <message>
        <source>Add a branch beside this one</source>
        <translation>この枝の隣に枝を追加</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上へ移動</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下へ移動</translation>
    </message>
</context>
<context>
    <name>kachi::OutcomesPage</name>
    <message>
        <source>Number of cycles</source>
        <translation>周期数</translation>
    </message>
    <message>
        <source>Length of a cycle (years)</source>
        <translation>周期の長さ(年)</translation>
    </message>
    <message>
        <source>Discounting</source>
        <translation>割引</translation>
    </message>
    <message>
        <source>Discounted at</source>
        <translation>割引の時点</translation>
    </message>
    <message>
        <source>Cycles counted by</source>
        <translation>周期の数え方</translation>
    </message>
    <message>
        <source>Currency (ISO 4217)</source>
        <translation>通貨(ISO 4217)</translation>
    </message>
    <message>
        <source>Price year</source>
        <translation>価格年</translation>
    </message>
    <message>
        <source>Effect of the ICER</source>
        <translation>ICER の効果指標</translation>
    </message>
    <message>
        <source>Reference willingness to pay</source>
        <translation>支払意思額の基準値</translation>
    </message>
    <message>
        <source>Age at the start (formula)</source>
        <translation>開始年齢(数式)</translation>
    </message>
    <message>
        <source>Discount rate of costs (formula)</source>
        <translation>費用の割引率(数式)</translation>
    </message>
    <message>
        <source>Discount rate of effects (formula)</source>
        <translation>効果の割引率(数式)</translation>
    </message>
    <message>
        <source>Parameter of the device price</source>
        <translation>機器価格のパラメータ</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>パラメータ</translation>
    </message>
    <message>
        <source>A value, or a formula that starts with =. Double click a range, distribution or source to edit it.</source>
        <translation>値、または = で始まる数式を入力します。範囲・分布・出典はダブルクリックで編集できます。</translation>
    </message>
    <message>
        <source>Add parameter…</source>
        <translation>パラメータを追加…</translation>
    </message>
    <message>
        <source>Remove parameter</source>
        <translation>パラメータを削除</translation>
    </message>
    <message>
        <source>Health states</source>
        <translation>健康状態</translation>
    </message>
    <message>
        <source>Cost and utility of a year in the state: numbers or formulas.</source>
        <translation>その状態で1年過ごすときの費用と効用値です(数値または数式)。</translation>
    </message>
    <message>
        <source>From the state on the left to the state above. # is what is left of 1; an empty cell is 0. Rows must sum to 1 and are never rescaled.</source>
        <translation>左の状態から上の状態への確率です。# は1の残り、空欄は0です。行の和は1でなければならず、自動で調整はしません。</translation>
    </message>
    <message>
        <source>Strategies</source>
        <translation>戦略</translation>
    </message>
    <message>
        <source>Values by strategy</source>
        <translation>戦略別の値</translation>
    </message>
    <message>
        <source>Stand in place of the parameter under that strategy.</source>
        <translation>その戦略では、パラメータの代わりにこの値を使います。</translation>
    </message>
    <message>
        <source>Add name…</source>
        <translation>名前を追加…</translation>
    </message>
    <message>
        <source>One-off costs</source>
        <translation>一時費用</translation>
    </message>
    <message>
        <source>Subgroups</source>
        <translation>部分集団</translation>
    </message>
    <message>
        <source>Shares and the values that differ between them.</source>
        <translation>構成割合と、部分集団ごとに異なる値です。</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Read by formulas as lookup(table.column, key), e.g. life tables.</source>
        <translation>数式から lookup(表.列, キー) で参照します(生命表など)。</translation>
    </message>
    <message>
        <source>Time, discounting and currency</source>
        <translation>時間・割引・通貨</translation>
    </message>
    <message>
        <source>Parameter that differs</source>
        <translation>異なる値をもつパラメータ</translation>
    </message>
    <message>
        <source>Values of %1 by strategy</source>
        <translation>戦略別の %1 の値</translation>
    </message>
    <message>
        <source>Remove parameter %1</source>
        <translation>パラメータ %1 の削除</translation>
    </message>
    <message>
        <source>Label and unit…</source>
        <translation>表示名と単位…</translation>
    </message>
    <message>
        <source>Patients go along the branches of a tree, once. Probabilities, costs and effects of the paths are added up.</source>
        <translation>患者は木の枝を一度だけたどります。経路ごとの確率・費用・効果を合計します。</translation>
    </message>
    <message>
        <source>The time in each state is the area between survival curves.</source>
        <translation>各状態で過ごす時間を、生存曲線の間の面積から求めます。</translation>
    </message>
    <message>
        <source>Single patients with their own attributes live through competing events.</source>
        <translation>属性の異なる患者一人ひとりが、競合するイベントを経験します。</translation>
    </message>
    <message>
        <source>A cohort moves between health states, cycle by cycle.</source>
        <translation>コホートが周期ごとに健康状態の間を移ります。</translation>
    </message>
    <message>
        <source>Start with an example structure</source>
        <translation>例の構造から始める</translation>
    </message>
    <message>
        <source>Puts a small structure with example values into the case. They are marked as assumptions; replace them with your own.</source>
        <translation>例の値をもつ小さな構造を案件に加えます。値は仮定として印が付きます。自分の値に置き換えてください。</translation>
    </message>
    <message>
        <source>Type of model</source>
        <translation>モデルの種類</translation>
    </message>
    <message>
        <source>Example structure</source>
        <translation>例の構造</translation>
    </message>
    <message>
        <source>Budget impact</source>
        <translation>財政影響</translation>
    </message>
    <message>
        <source>What do patients gain and what does it cost? A cohort model, decision tree, survival model or simulation gives costs, life-years and QALYs of every strategy, the ICER with dominance, and how sure the answer is over all uncertain inputs.</source>
        <translation>患者は何を得て、費用はいくらか。コホートモデル・決定木・生存モデル・シミュレーションにより、各戦略の費用・生存年・QALY、優越を含む ICER、不確実な入力全体での確からしさを求めます。</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Decision tree</source>
        <translation>決定木</translation>
    </message>
    <message>
        <source>Squares decide, circles leave it to chance, triangles end. # is what is left of 1.</source>
        <translation>四角は決定、丸は偶然、三角は終末です。# は1の残りです。</translation>
    </message>
    <message>
        <source>State diagram</source>
        <translation>状態遷移図</translation>
    </message>
    <message>
        <source>Drag from the dot of a state to draw an arrow; double click to edit, or to add a state on free ground. The grid below is the same thing.</source>
        <translation>状態の点から引き出すと矢印になります。ダブルクリックで編集、何もない所では状態を追加します。下の表と同じものです。</translation>
    </message>
    <message>
        <source>Transitions</source>
        <translation>移行</translation>
    </message>
    <message>
        <source>Cells hold</source>
        <translation>欄の値</translation>
    </message>
    <message>
        <source>Costs and QALYs of transitions</source>
        <translation>移行に伴う費用と QALY</translation>
    </message>
    <message>
        <source>Of every patient who moves, when it happens.</source>
        <translation>移行した患者ごとに、その時点で計上します。</translation>
    </message>
    <message>
        <source>States at the start</source>
        <translation>開始時の状態</translation>
    </message>
    <message>
        <source>Shares of the patients; # is what is left of 1.</source>
        <translation>患者の割合です。# は1の残りです。</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>生存曲線</translation>
    </message>
    <message>
        <source>Time to an event, in years.</source>
        <translation>イベントまでの時間(年)です。</translation>
    </message>
    <message>
        <source>Arguments of the curves</source>
        <translation>曲線のパラメータ</translation>
    </message>
    <message>
        <source>Numbers or formulas. An empty ratio is 1, an empty cure fraction 0.</source>
        <translation>数値または数式です。空欄の比は1、空欄の治癒割合は0です。</translation>
    </message>
    <message>
        <source>Later pieces of curves</source>
        <translation>曲線の後半</translation>
    </message>
    <message>
        <source>From that year on the hazard of another family holds; survival stays continuous.</source>
        <translation>その年から別の分布のハザードに従います。生存確率は途切れません。</translation>
    </message>
    <message>
        <source>States between the curves</source>
        <translation>曲線の間の状態</translation>
    </message>
    <message>
        <source>The first state lies inside the first curve, the last one outside all of them.</source>
        <translation>最初の状態は最初の曲線の内側、最後の状態はすべての曲線の外側です。</translation>
    </message>
    <message>
        <source>Mortality of the population, per year (formula)</source>
        <translation>一般人口の死亡率(年、数式)</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>死亡率の扱い</translation>
    </message>
    <message>
        <source>Simulated patients</source>
        <translation>シミュレーションの患者</translation>
    </message>
    <message>
        <source>Attributes are drawn for each patient and may be used by their name in every formula of the simulation.</source>
        <translation>属性は患者ごとに抽出され、シミュレーションのどの数式でも名前で使えます。</translation>
    </message>
    <message>
        <source>Patients per strategy</source>
        <translation>戦略ごとの患者数</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>イベント</translation>
    </message>
    <message>
        <source>A patient leaves a state by the event that comes first.</source>
        <translation>患者は最初に起きたイベントで状態を離れます。</translation>
    </message>
    <message>
        <source>Attributes after an event</source>
        <translation>イベント後の属性</translation>
    </message>
    <message>
        <source>Empty: the attribute stays as it was.</source>
        <translation>空欄では属性は変わりません。</translation>
    </message>
    <message>
        <source>Transition costs counted</source>
        <translation>移行費用の数え方</translation>
    </message>
    <message>
        <source>What the payer spends with and without the device, year by year.</source>
        <translation>機器がある場合とない場合の、支払者の年ごとの支出です。</translation>
    </message>
    <message>
        <source>Add a budget impact</source>
        <translation>財政影響を追加</translation>
    </message>
    <message>
        <source>Every formula may use year = 1, 2, …</source>
        <translation>どの数式でも year = 1, 2, … を使えます。</translation>
    </message>
    <message>
        <source>Years</source>
        <translation>年数</translation>
    </message>
    <message>
        <source>First fiscal year</source>
        <translation>初年度(西暦)</translation>
    </message>
    <message>
        <source>Payer</source>
        <translation>支払者</translation>
    </message>
    <message>
        <source>Eligible patients in the year</source>
        <translation>その年の対象患者数</translation>
    </message>
    <message>
        <source>or: patients at the start</source>
        <translation>または 開始時の患者数</translation>
    </message>
    <message>
        <source>new patients a year</source>
        <translation>1年の新規患者数</translation>
    </message>
    <message>
        <source>yearly growth</source>
        <translation>年間の増加率</translation>
    </message>
    <message>
        <source>share eligible</source>
        <translation>適応となる割合</translation>
    </message>
    <message>
        <source>Uptake</source>
        <translation>普及曲線</translation>
    </message>
    <message>
        <source>Treatments of the budget impact</source>
        <translation>財政影響の治療構成</translation>
    </message>
    <message>
        <source>Shares of eligible patients without the device; # is what is left of 1. An empty share displaced follows the present share.</source>
        <translation>機器がない場合の対象患者の割合です。# は1の残りです。置き換えの割合が空欄なら現在の割合に従います。</translation>
    </message>
    <message>
        <source>Costs from</source>
        <translation>費用の出所</translation>
    </message>
    <message>
        <source>Other costs saved per patient</source>
        <translation>患者1人当たりの他の費用の節約</translation>
    </message>
    <message>
        <source>Price of the device</source>
        <translation>機器の価格</translation>
    </message>
    <message>
        <source>Devices per patient</source>
        <translation>患者1人当たりの使用数</translation>
    </message>
    <message>
        <source>Discount rate</source>
        <translation>割引率</translation>
    </message>
    <message>
        <source>Given weights of the points</source>
        <translation>指定する重み(各時点)</translation>
    </message>
    <message>
        <source>Thresholds of the acceptability curve</source>
        <translation>受容曲線の支払意思額</translation>
    </message>
    <message>
        <source>Analyses…</source>
        <translation>詳細分析…</translation>
    </message>
    <message>
        <source>Remove the budget impact</source>
        <translation>財政影響を削除</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Scenarios: %1. Parameters drawn together: %2.</source>
        <translation>シナリオ:%1。同時に抽出するパラメータの組:%2。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Scenarios…</source>
        <translation>シナリオ…</translation>
    </message>
    <message>
        <source>Joint distributions…</source>
        <translation>同時分布…</translation>
    </message>
    <message>
        <source>Scenarios and joint distributions</source>
        <translation>シナリオと同時分布</translation>
    </message>
</context>
<context>
    <name>kachi::OverviewPage</name>
    <message>
        <source>Title of the case</source>
        <translation>案件の名称</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>製品</translation>
    </message>
    <message>
        <source>Generic name</source>
        <translation>一般的名称</translation>
    </message>
    <message>
        <source>Maker</source>
        <translation>製造販売業者</translation>
    </message>
    <message>
        <source>Indication</source>
        <translation>適応</translation>
    </message>
    <message>
        <source>Comparator</source>
        <translation>比較対照</translation>
    </message>
    <message>
        <source>Application class</source>
        <translation>申請区分</translation>
    </message>
    <message>
        <source>Functional category</source>
        <translation>機能区分</translation>
    </message>
    <message>
        <source>Rule pack</source>
        <translation>適用規則</translation>
    </message>
    <message>
        <source>Date of decision</source>
        <translation>決定日</translation>
    </message>
    <message>
        <source>Perspective</source>
        <translation>分析の立場</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>説明</translation>
    </message>
    <message>
        <source>Application and rules</source>
        <translation>申請と規則</translation>
    </message>
    <message>
        <source>Prices in force on this day are compared; year-month-day</source>
        <translation>この日に適用される価格を比較します(年-月-日)</translation>
    </message>
    <message>
        <source>not chosen</source>
        <translation>未選択</translation>
    </message>
    <message>
        <source>Choose application class</source>
        <translation>申請区分の選択</translation>
    </message>
    <message>
        <source>Choose rule pack</source>
        <translation>適用規則の選択</translation>
    </message>
    <message>
        <source>Set date of decision</source>
        <translation>決定日の入力</translation>
    </message>
    <message>
        <source>Prices appear here once price, recalculation or outcomes give one.</source>
        <translation>価格・不採算・アウトカムのいずれかで価格が求まると、ここに表示されます。</translation>
    </message>
</context>
<context>
    <name>kachi::OwnRules</name>
    <message>
        <source>Set rule %1</source>
        <translation>規則 %1 を設定</translation>
    </message>
    <message>
        <source>Rule %1 as in the pack</source>
        <translation>規則 %1 を規則集の値に戻す</translation>
    </message>
    <message>
        <source>Set a number or switch of the rules for this price alone. Results that use it say so.</source>
        <translation>この価格だけに使う規則の数値・選択を設定します。それを使った結果には利用者の設定と表示します。</translation>
    </message>
    <message>
        <source>Search rules by name or key</source>
        <translation>規則を名称・キーで検索</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>As in the pack</source>
        <translation>規則集の値に戻す</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>規則</translation>
    </message>
    <message>
        <source>Pack</source>
        <translation>規則集</translation>
    </message>
    <message>
        <source>Own value</source>
        <translation>設定値</translation>
    </message>
    <message>
        <source>Rules set by the user</source>
        <translation>利用者が設定した規則</translation>
    </message>
    <message>
        <source>Set a number or switch of the rules for this case: price, recalculation and the price routes under the rules of the case follow it. Results that use it say so.</source>
        <translation>この案件に使う規則の数値・選択を設定します。価格・不採算と、案件の規則による算定ルートに適用し、それを使った結果には利用者の設定と表示します。</translation>
    </message>
</context>
<context>
    <name>kachi::ParameterSearch</name>
    <message>
        <source>Find a parameter</source>
        <translation>パラメータを検索</translation>
    </message>
    <message>
        <source>Type a word of its name and go to its cell (Ctrl+F)</source>
        <translation>名前の一部を入力すると、その欄に移動できます(Ctrl+F)</translation>
    </message>
</context>
<context>
    <name>kachi::ParameterTable</name>
    <message>
        <source>Nothing was pasted.</source>
        <translation>貼り付けませんでした。</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>パラメータ</translation>
    </message>
</context>
<context>
    <name>kachi::Parameters</name>
    <message>
        <source>to enter</source>
        <translation>要入力</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>数式</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>範囲</translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation>分布</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>出典</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>注記</translation>
    </message>
    <message>
        <source>Name in formulas</source>
        <translation>数式での名前</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>パラメータ</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>単位</translation>
    </message>
</context>
<context>
    <name>kachi::PrecedentsDialog</name>
    <message>
        <source>None of these decisions has a published premium rate.</source>
        <translation>この一覧には加算率が公表された決定がありません。</translation>
    </message>
    <message numerus="yes">
        <source>%n decision(s)</source>
        <translation>
            <numerusform>%n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>all</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Precedents</source>
        <translation>先例</translation>
    </message>
    <message>
        <source>&amp;Words</source>
        <translation>語(&amp;W)</translation>
    </message>
    <message>
        <source>product, company, document</source>
        <translation>品目・会社・資料</translation>
    </message>
    <message>
        <source>&amp;Route</source>
        <translation>ルート(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Premium</source>
        <translation>補正加算(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Item</source>
        <translation>要件(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Field</source>
        <translation>分野(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Years</source>
        <translation>年(&amp;Y)</translation>
    </message>
</context>
<context>
    <name>kachi::PriceContent</name>
    <message>
        <source>Least known rule: %1</source>
        <translation>最も確度の低い規則：%1</translation>
    </message>
</context>
<context>
    <name>kachi::PricePage</name>
    <message>
        <source>Similar functional category</source>
        <translation>類似機能区分</translation>
    </message>
    <message>
        <source>The price starts from the category marked as comparator below.</source>
        <translation>下で比較対象とした機能区分の価格から算定します。</translation>
    </message>
    <message>
        <source>Name of the comparator</source>
        <translation>比較対照の名称</translation>
    </message>
    <message>
        <source>Number in the price list</source>
        <translation>材料価格基準の番号</translation>
    </message>
    <message>
        <source>Prorated</source>
        <translation>按分</translation>
    </message>
    <message>
        <source>Categories of the field</source>
        <translation>同一分野の機能区分</translation>
    </message>
    <message>
        <source>Their mean price B scales the premiums.</source>
        <translation>その平均価格 B が補正加算の大きさを決めます。</translation>
    </message>
    <message>
        <source>Premiums</source>
        <translation>補正加算</translation>
    </message>
    <message>
        <source>Enter a rate, or points where the rules count points.</source>
        <translation>率、または規則が点数で数える場合は点数を入力します。</translation>
    </message>
    <message>
        <source>Foreign prices</source>
        <translation>外国価格</translation>
    </message>
    <message>
        <source>Choices of the calculation</source>
        <translation>算定の選択</translation>
    </message>
    <message>
        <source>Limits of α</source>
        <translation>α の上下限</translation>
    </message>
    <message>
        <source>Rapid introduction</source>
        <translation>迅速導入</translation>
    </message>
    <message>
        <source>Relaxed foreign ceiling</source>
        <translation>外国平均価格の上限の緩和</translation>
    </message>
    <message>
        <source>Compared with the rules of</source>
        <translation>比較する適用規則</translation>
    </message>
    <message>
        <source>What does the device earn under the price rules? Comparator category, premiums and foreign prices give the price by similar-category comparison, step by step with clauses, under this revision and another.</source>
        <translation>規則によれば、この機器の価格はいくらか。比較する機能区分・補正加算・外国価格から、類似機能区分比較方式による価格を、条項とともに段階ごとに、この改定と別の改定について求めます。</translation>
    </message>
    <message>
        <source>Decisions that claimed this…</source>
        <translation>同じ要件の先例…</translation>
    </message>
</context>
<context>
    <name>kachi::ReadingForm</name>
    <message>
        <source>As for the last file of this shape</source>
        <translation>前回の同じ形の表と同じにする</translation>
    </message>
    <message>
        <source>How it was read, what its columns became and what they were used for</source>
        <translation>読み方、列の型と単位、用途</translation>
    </message>
    <message>
        <source>Fill short rows with empty cells</source>
        <translation>短い行を空のセルで補う</translation>
    </message>
    <message>
        <source>detected</source>
        <translation>自動判定</translation>
    </message>
    <message>
        <source>comma</source>
        <translation>カンマ</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>タブ</translation>
    </message>
    <message>
        <source>semicolon</source>
        <translation>セミコロン</translation>
    </message>
    <message>
        <source>space</source>
        <translation>空白</translation>
    </message>
    <message>
        <source>as the file shows it</source>
        <translation>ファイルから判断</translation>
    </message>
    <message>
        <source>point (1.5)</source>
        <translation>ピリオド（1.5）</translation>
    </message>
    <message>
        <source>comma (1,5)</source>
        <translation>カンマ（1,5）</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>文字コード</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>区切り</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>シート</translation>
    </message>
    <message>
        <source>Row of the headers</source>
        <translation>見出しの行</translation>
    </message>
    <message>
        <source>Decimal mark</source>
        <translation>小数点</translation>
    </message>
    <message>
        <source>detected: %1</source>
        <translation>自動判定：%1</translation>
    </message>
</context>
<context>
    <name>kachi::RecalculationPage</name>
    <message>
        <source>Price, shares and rates</source>
        <translation>価格・割合・率</translation>
    </message>
    <message>
        <source>Rates left empty are taken from the rule pack for the year below.</source>
        <translation>空欄の率は、下の年度の適用規則の値を使います。</translation>
    </message>
    <message>
        <source>Cost sheet</source>
        <translation>原価表</translation>
    </message>
    <message>
        <source>Cost of one unit in the cost month, and the series each line follows.</source>
        <translation>基準月の1単位当たり原価と、各行が従う系列です。</translation>
    </message>
    <message>
        <source>Cost month (YYYY-MM)</source>
        <translation>原価の基準月(YYYY-MM)</translation>
    </message>
    <message>
        <source>Fiscal year of the rates</source>
        <translation>率の年度</translation>
    </message>
    <message>
        <source>Path from (YYYY-MM)</source>
        <translation>推移の開始(YYYY-MM)</translation>
    </message>
    <message>
        <source>Path to (YYYY-MM)</source>
        <translation>推移の終了(YYYY-MM)</translation>
    </message>
    <message>
        <source>Price series</source>
        <translation>価格系列</translation>
    </message>
    <message>
        <source>After its last published month a series follows the assumed yearly change.</source>
        <translation>公表された最後の月の後は、仮定した年変化率で延長します。</translation>
    </message>
    <message>
        <source>Import series…</source>
        <translation>系列の取り込み…</translation>
    </message>
    <message>
        <source>Conditions and evidence</source>
        <translation>要件と根拠</translation>
    </message>
    <message>
        <source>Functional category</source>
        <translation>機能区分</translation>
    </message>
    <message>
        <source>Spread of shares</source>
        <translation>シェアの分散</translation>
    </message>
    <message>
        <source>Others cannot cover the requester</source>
        <translation>他社は要望企業の分を代替できない</translation>
    </message>
    <message>
        <source>Others cannot cover the top two</source>
        <translation>他社は上位2社の分を代替できない</translation>
    </message>
    <message>
        <source>Only these products serve the disease</source>
        <translation>当該疾患に使えるのはこの製品群のみ</translation>
    </message>
    <message>
        <source>High medical need</source>
        <translation>医療上の必要性が高い</translation>
    </message>
    <message>
        <source>Evidence of need</source>
        <translation>必要性の根拠</translation>
    </message>
    <message>
        <source>Price too low for stable supply</source>
        <translation>安定供給には価格が低すぎる</translation>
    </message>
    <message>
        <source>Evidence of the price</source>
        <translation>価格の根拠</translation>
    </message>
    <message numerus="yes">
        <source>Import: %n month(s)</source>
        <translation>
            <numerusform>取り込み: %n か月分</numerusform>
        </translation>
    </message>
    <message>
        <source>Does the product lose money at its price, when, and what price would the recalculation give? Statements, cost sheet and published indices give eligibility test by test, the new price and the margin over time.</source>
        <translation>この製品は現在の価格で赤字か、いつからか、再算定価格はいくらか。申告・原価表・公表指数から、要件ごとの判定、再算定価格、利益の推移を求めます。</translation>
    </message>
</context>
<context>
    <name>kachi::ReportPage</name>
    <message>
        <source>Summary and price corridor</source>
        <translation>要約と価格コリドー</translation>
    </message>
    <message>
        <source>Patient outcomes</source>
        <translation>患者アウトカム</translation>
    </message>
    <message>
        <source>Labour savings</source>
        <translation>省力化</translation>
    </message>
    <message>
        <source>Regional equalisation</source>
        <translation>均てん化</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>価格</translation>
    </message>
    <message>
        <source>Unprofitable-product recalculation</source>
        <translation>不採算品再算定</translation>
    </message>
    <message>
        <source>Assumptions and sources</source>
        <translation>前提と出典</translation>
    </message>
    <message>
        <source>How the figures came about</source>
        <translation>主要な数値の算出過程</translation>
    </message>
    <message>
        <source>Language of the report</source>
        <translation>報告書の言語</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>日本語</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英語</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>節</translation>
    </message>
    <message>
        <source>Sections of the report</source>
        <translation>報告書の節</translation>
    </message>
    <message>
        <source>Tick what is printed; choose a section to write its text</source>
        <translation>印刷する節にチェックを入れます。節を選ぶと文章を書けます</translation>
    </message>
    <message>
        <source>Export PDF…</source>
        <translation>PDF を出力…</translation>
    </message>
    <message>
        <source>Write the evaluation as a PDF for a submission</source>
        <translation>評価書を申請用の PDF として出力します</translation>
    </message>
    <message>
        <source>Pages of the report</source>
        <translation>報告書のページ</translation>
    </message>
    <message>
        <source>Your text: %1</source>
        <translation>本文への追記: %1</translation>
    </message>
    <message>
        <source>Choose sections of the report</source>
        <translation>報告書の節の選択</translation>
    </message>
    <message>
        <source>The pages appear when the calculation is complete. Estimates of a running calculation are never printed.</source>
        <translation>計算が終わるとページが表示されます。計算途中の概算は印刷されません。</translation>
    </message>
    <message>
        <source>Export PDF</source>
        <translation>PDF を出力</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>The PDF was written to %1.</source>
        <translation>PDF を %1 に出力しました。</translation>
    </message>
    <message>
        <source>The PDF was not written.</source>
        <translation>PDF を出力できませんでした。</translation>
    </message>
    <message>
        <source>Prices by the rules</source>
        <translation>価格の算定</translation>
    </message>
    <message>
        <source>Analyses of data</source>
        <translation>データの解析</translation>
    </message>
    <message>
        <source>Evidence and premium claims</source>
        <translation>証拠と加算の要件</translation>
    </message>
</context>
<context>
    <name>kachi::RequestList</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>複製</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上へ</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下へ</translation>
    </message>
</context>
<context>
    <name>kachi::RequestResults</name>
    <message>
        <source>Nothing to draw.</source>
        <translation>図にする表はありません。</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>指摘</translation>
    </message>
</context>
<context>
    <name>kachi::ResultsPanel</name>
    <message>
        <source>Figures</source>
        <translation>図</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Explanation</source>
        <translation>式</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Save table as CSV…</source>
        <translation>表を CSV で保存…</translation>
    </message>
    <message>
        <source>Table of results</source>
        <translation>結果の表</translation>
    </message>
    <message>
        <source>Figures that can be explained</source>
        <translation>算出過程を示せる数値</translation>
    </message>
    <message>
        <source>Save table</source>
        <translation>表の保存</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>The table was not saved.</source>
        <translation>表を保存できませんでした。</translation>
    </message>
</context>
<context>
    <name>kachi::RouletteDialog</name>
    <message>
        <source>Experts&apos; judgement by chips</source>
        <translation>専門家の判断（ルーレット法）</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>引き継ぐ</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Remove chips</source>
        <translation>チップを除く</translation>
    </message>
    <message>
        <source>Expert</source>
        <translation>専門家</translation>
    </message>
    <message>
        <source>From</source>
        <translation>下端</translation>
    </message>
    <message>
        <source>To</source>
        <translation>上端</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列の数</translation>
    </message>
    <message>
        <source>Each chip is an equal share of the expert&apos;s belief. A click lays chips up to that place, a click on the uppermost chip takes it away; on the keyboard the arrows do. The marks show the distribution that fits best.</source>
        <translation>チップ1枚は、専門家の確信を等分した1つ分です。クリックするとその高さまでチップを置き、一番上のチップをクリックすると1枚取ります（キーボードでは矢印キー）。横線は最もよく合う分布です。</translation>
    </message>
    <message>
        <source>“From” is %1, “To” is %2: the range must begin below its end.</source>
        <translation>「下端」が %1、「上端」が %2 です。下端は上端より小さくしてください。</translation>
    </message>
    <message>
        <source>No chips yet.</source>
        <translation>チップはまだありません。</translation>
    </message>
    <message>
        <source>Chips</source>
        <translation>チップ</translation>
    </message>
    <message>
        <source>Fits best: %1, median %2, 95 % interval %3.</source>
        <translation>最もよく合う分布：%1、中央値 %2、95 %区間 %3。</translation>
    </message>
    <message>
        <source>Board of chips</source>
        <translation>チップの盤</translation>
    </message>
    <message>
        <source>Chips: %1, each %2 % of the belief.</source>
        <translation>チップ %1 枚、1枚が確信の %2 %。</translation>
    </message>
</context>
<context>
    <name>kachi::RoutesPage</name>
    <message>
        <source>Duplicate price</source>
        <translation>価格を複製</translation>
    </message>
    <message>
        <source>Remove price</source>
        <translation>価格を削除</translation>
    </message>
    <message>
        <source>Move price</source>
        <translation>価格を移動</translation>
    </message>
    <message>
        <source>Choose rules</source>
        <translation>規則を選択</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>%1の編集</translation>
    </message>
    <message>
        <source>Add price</source>
        <translation>価格を追加</translation>
    </message>
    <message>
        <source>Rules of the case: %1</source>
        <translation>案件の規則: %1</translation>
    </message>
    <message>
        <source>Rules of the case</source>
        <translation>案件の規則</translation>
    </message>
    <message>
        <source>%1 (in part)</source>
        <translation>%1（一部のみ）</translation>
    </message>
    <message>
        <source>being worked out</source>
        <translation>計算中</translation>
    </message>
    <message>
        <source>current</source>
        <translation>計算済</translation>
    </message>
    <message>
        <source>waits for inputs</source>
        <translation>入力待ち</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>算定できません</translation>
    </message>
    <message>
        <source>This version does not know the route.</source>
        <translation>この版では扱えない算定ルートです。</translation>
    </message>
    <message>
        <source>Price routes</source>
        <translation>算定ルート</translation>
    </message>
    <message>
        <source>What do the rules give for this product: a first price, its revision, an adjustment, a re-pricing? Each price is one route with its inputs, worked out step by step with clauses, under these rules and others.</source>
        <translation>この製品の価格は規則からいくらになるか。新規収載、改定、価格調整、再算定など、価格ごとに算定ルートを選んで入力すると、根拠条文を添えた算定の内訳と、他の規則による価格を示します。</translation>
    </message>
    <message>
        <source>Add a price</source>
        <translation>価格を追加</translation>
    </message>
    <message>
        <source>Prices of the case</source>
        <translation>価格の一覧</translation>
    </message>
    <message>
        <source>Name and rules</source>
        <translation>名称と規則</translation>
    </message>
    <message>
        <source>Own rule values</source>
        <translation>規則の値の設定</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>価格</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>規則</translation>
    </message>
    <message>
        <source>Date of decision</source>
        <translation>決定日・収載日</translation>
    </message>
</context>
<context>
    <name>kachi::RowTableEditor</name>
    <message>
        <source>Add row</source>
        <translation>行を追加</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上へ</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下へ</translation>
    </message>
    <message>
        <source>Range and distribution…</source>
        <translation>範囲と分布…</translation>
    </message>
    <message>
        <source>Source…</source>
        <translation>出典…</translation>
    </message>
</context>
<context>
    <name>kachi::RowTableModel</name>
    <message>
        <source>Add row: %1</source>
        <translation>行の追加: %1</translation>
    </message>
    <message numerus="yes">
        <source>Remove %n row(s): %1</source>
        <translation>
            <numerusform>%n 行の削除: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Move row: %1</source>
        <translation>行の移動: %1</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>%1 の編集</translation>
    </message>
</context>
<context>
    <name>kachi::RuleForm</name>
    <message>
        <source>yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>no</source>
        <translation>いいえ</translation>
    </message>
    <message>
        <source>half up</source>
        <translation>四捨五入</translation>
    </message>
    <message>
        <source>down</source>
        <translation>切捨て</translation>
    </message>
    <message>
        <source>up</source>
        <translation>切上げ</translation>
    </message>
</context>
<context>
    <name>kachi::RulePackEditor</name>
    <message>
        <source>Rule packs</source>
        <translation>算定規則</translation>
    </message>
    <message>
        <source>Search rules</source>
        <translation>規則を検索</translation>
    </message>
    <message>
        <source>Finds words in keys, names, values, clauses and documents</source>
        <translation>キー、名称、値、条項、資料の語を探します</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>確認状況</translation>
    </message>
    <message>
        <source>all</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>比較</translation>
    </message>
    <message>
        <source>Differences only</source>
        <translation>違いのみ</translation>
    </message>
    <message>
        <source>Rules of the pack</source>
        <translation>規則集の規則</translation>
    </message>
    <message>
        <source>Source of the rule</source>
        <translation>規則の出典</translation>
    </message>
    <message>
        <source>&amp;Edit rule…</source>
        <translation>規則を編集(&amp;E)…</translation>
    </message>
    <message>
        <source>Put &amp;back</source>
        <translation>元に戻す(&amp;B)</translation>
    </message>
    <message>
        <source>Give the rule the value and source it had before you changed it</source>
        <translation>変更前の値と出典に戻します</translation>
    </message>
    <message>
        <source>&amp;Copy pack…</source>
        <translation>規則集を複製(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>取り込み(&amp;I)…</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>書き出し(&amp;X)…</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>削除(&amp;D)…</translation>
    </message>
    <message>
        <source>%1 (your own)</source>
        <translation>%1(自作)</translation>
    </message>
    <message>
        <source>%1: in force from %2</source>
        <translation>%1：%2 から適用</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Only the compared pack holds this rule.</source>
        <translation>この規則は比較先の規則集だけにあります。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Before: %1 — %2</source>
        <translation>変更前：%1 — %2</translation>
    </message>
    <message>
        <source>Shipped packs stay as they are; copy the pack and change the copy</source>
        <translation>同梱の規則集は変更できません。複製して編集してください</translation>
    </message>
    <message>
        <source>T&amp;ake over…</source>
        <translation>取り入れる(&amp;A)…</translation>
    </message>
    <message>
        <source>Copy pack</source>
        <translation>規則集の複製</translation>
    </message>
    <message>
        <source>The copy of “%1” is yours to change. Cases can be calculated under it, and every result names it.</source>
        <translation>「%1」の写しは自由に変更できます。評価案件をこの規則で計算でき、結果には必ず規則集の名が付きます。</translation>
    </message>
    <message>
        <source>Id (letters, digits, hyphens)</source>
        <translation>id(英数字とハイフン)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>%1, copy</source>
        <translation>%1 の写し</translation>
    </message>
    <message>
        <source>Import rule pack</source>
        <translation>規則集の取り込み</translation>
    </message>
    <message>
        <source>Rule packs (*.json);;All files (*)</source>
        <translation>規則集 (*.json);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Export rule pack</source>
        <translation>規則集の書き出し</translation>
    </message>
    <message>
        <source>Delete rule pack</source>
        <translation>規則集の削除</translation>
    </message>
    <message>
        <source>Delete the rule pack “%1”?</source>
        <translation>規則集「%1」を削除しますか。</translation>
    </message>
    <message>
        <source>Cases that use it are refused until another pack is chosen. Export it first if you may need it again.</source>
        <translation>これを使う評価案件は、別の規則集を選ぶまで計算できません。また使う可能性があれば、先に書き出してください。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Edit rule</source>
        <translation>規則の編集</translation>
    </message>
</context>
<context>
    <name>kachi::RuleTableModel</name>
    <message>
        <source>absent</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>規則</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>単位</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>確認状況</translation>
    </message>
    <message>
        <source>Clause</source>
        <translation>条項</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>資料</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日付</translation>
    </message>
</context>
<context>
    <name>kachi::RunBar</name>
    <message>
        <source>Rules</source>
        <translation>規則</translation>
    </message>
    <message>
        <source>Rule pack of the case</source>
        <translation>案件の適用規則</translation>
    </message>
    <message>
        <source>Fiscal revision whose pricing rules apply</source>
        <translation>算定規則を適用する改定年度です</translation>
    </message>
    <message>
        <source>Draws</source>
        <translation>試行</translation>
    </message>
    <message>
        <source>Number of draws</source>
        <translation>試行回数</translation>
    </message>
    <message>
        <source>Draws of the probabilistic analysis; type any number</source>
        <translation>確率的分析の試行回数です。任意の数を入力できます</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>種</translation>
    </message>
    <message>
        <source>Seed of the draws</source>
        <translation>乱数の種</translation>
    </message>
    <message>
        <source>The same seed gives the same digits</source>
        <translation>同じ種なら同じ数字になります</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比較</translation>
    </message>
    <message>
        <source>Compare with another rule pack</source>
        <translation>別の適用規則と比較</translation>
    </message>
    <message>
        <source>Show the price under another fiscal revision beside this one</source>
        <translation>別の改定年度による価格を並べて表示します</translation>
    </message>
    <message>
        <source>%1 (unknown)</source>
        <translation>%1(不明)</translation>
    </message>
    <message>
        <source>Choose rule pack</source>
        <translation>適用規則の選択</translation>
    </message>
    <message>
        <source>Set number of draws</source>
        <translation>試行回数の入力</translation>
    </message>
    <message>
        <source>Set seed</source>
        <translation>乱数の種の入力</translation>
    </message>
    <message>
        <source>Choose rule pack to compare</source>
        <translation>比較する適用規則の選択</translation>
    </message>
    <message>
        <source>Do not compare</source>
        <translation>比較しない</translation>
    </message>
    <message>
        <source>Design of the draws</source>
        <translation>抽出法</translation>
    </message>
    <message>
        <source>How the draws are laid out. Sobol: every parameter that varies keeps its dimension with the case; choose it again to store those of new parameters.</source>
        <translation>試行の抽出法です。ソボル列では、変動する各パラメータの次元を案件に保存します。追加したパラメータの分は、選び直すと保存されます。</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>無作為</translation>
    </message>
    <message>
        <source>LHS</source>
        <translation>LHS</translation>
    </message>
    <message>
        <source>Sobol</source>
        <translation>ソボル</translation>
    </message>
    <message>
        <source>Choose the design of the draws</source>
        <translation>抽出法の選択</translation>
    </message>
</context>
<context>
    <name>kachi::ScenarioModel</name>
    <message>
        <source>Remove %1 from the scenarios</source>
        <translation>%1 をシナリオから外す</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>パラメータ</translation>
    </message>
    <message>
        <source>Base value</source>
        <translation>基本値</translation>
    </message>
    <message>
        <source>scenarios</source>
        <translation>シナリオ</translation>
    </message>
</context>
<context>
    <name>kachi::ScenarioTab</name>
    <message>
        <source>Base values that differ under a scenario; an empty cell keeps the base value. The comparison below follows every edit.</source>
        <translation>シナリオで変える基本値です。空欄は基本値のままです。下の比較は編集のたびに変わります。</translation>
    </message>
    <message>
        <source>Add scenario…</source>
        <translation>シナリオを追加…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>名前を変更…</translation>
    </message>
    <message>
        <source>Duplicate…</source>
        <translation>複製…</translation>
    </message>
    <message>
        <source>Remove scenario</source>
        <translation>シナリオを削除</translation>
    </message>
    <message>
        <source>Parameter to compare</source>
        <translation>変えるパラメータ</translation>
    </message>
    <message>
        <source>Add parameter</source>
        <translation>パラメータを追加</translation>
    </message>
    <message>
        <source>Remove parameter</source>
        <translation>パラメータを外す</translation>
    </message>
    <message>
        <source>Scenarios</source>
        <translation>シナリオ</translation>
    </message>
    <message>
        <source>Nothing to compare yet.</source>
        <translation>比較する結果はまだありません。</translation>
    </message>
    <message>
        <source>Scenario %1</source>
        <translation>シナリオ %1</translation>
    </message>
    <message>
        <source>Name of the scenario</source>
        <translation>シナリオの名前</translation>
    </message>
    <message>
        <source>Add scenario %1</source>
        <translation>シナリオ「%1」の追加</translation>
    </message>
    <message>
        <source>Rename scenario %1</source>
        <translation>シナリオ「%1」への名前の変更</translation>
    </message>
    <message>
        <source>Duplicate scenario %1</source>
        <translation>シナリオ「%1」の複製</translation>
    </message>
    <message>
        <source>Remove scenario %1</source>
        <translation>シナリオ「%1」の削除</translation>
    </message>
</context>
<context>
    <name>kachi::Sections</name>
    <message>
        <source>Outcomes</source>
        <translation>アウトカム</translation>
    </message>
    <message>
        <source>Labour</source>
        <translation>省力化</translation>
    </message>
    <message>
        <source>Equalisation</source>
        <translation>均てん化</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>価格</translation>
    </message>
    <message>
        <source>Recalculation</source>
        <translation>不採算</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概要</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>証拠</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>報告</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>統合</translation>
    </message>
    <message>
        <source>Price routes</source>
        <translation>算定ルート</translation>
    </message>
    <message>
        <source>Analyses</source>
        <translation>解析</translation>
    </message>
</context>
<context>
    <name>kachi::Severity</name>
    <message>
        <source>Error</source>
        <translation>エラー</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>注記</translation>
    </message>
</context>
<context>
    <name>kachi::SourceDialog</name>
    <message>
        <source>Source: %1</source>
        <translation>出典: %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Kind of source</source>
        <translation>出典の種類</translation>
    </message>
    <message>
        <source>Citation</source>
        <translation>出典</translation>
    </message>
    <message>
        <source>Address (URL)</source>
        <translation>アドレス(URL)</translation>
    </message>
    <message>
        <source>Evidence of the case</source>
        <translation>この案件の証拠</translation>
    </message>
    <message>
        <source>Place in it</source>
        <translation>該当箇所</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>注記</translation>
    </message>
    <message>
        <source>Source of %1</source>
        <translation>%1 の出典</translation>
    </message>
</context>
<context>
    <name>kachi::StateDiagram</name>
    <message>
        <source>State diagram</source>
        <translation>状態遷移図</translation>
    </message>
    <message>
        <source>Move state</source>
        <translation>状態の移動</translation>
    </message>
    <message>
        <source>Add state</source>
        <translation>状態を追加</translation>
    </message>
    <message>
        <source>Add transition</source>
        <translation>移行の追加</translation>
    </message>
    <message>
        <source>Rename state</source>
        <translation>状態名の変更</translation>
    </message>
    <message>
        <source>Edit transition</source>
        <translation>移行の編集</translation>
    </message>
    <message>
        <source>Remove state %1</source>
        <translation>状態 %1 の削除</translation>
    </message>
    <message>
        <source>Remove transition</source>
        <translation>移行を削除</translation>
    </message>
    <message>
        <source>Edit formula…</source>
        <translation>数式を編集…</translation>
    </message>
    <message>
        <source>Arrange in a circle</source>
        <translation>円形に並べる</translation>
    </message>
    <message>
        <source>Rename state…</source>
        <translation>名前を変更…</translation>
    </message>
    <message>
        <source>Transition to</source>
        <translation>移行先</translation>
    </message>
    <message>
        <source>Counts as dead</source>
        <translation>死亡として数える</translation>
    </message>
    <message>
        <source>Counts as alive</source>
        <translation>生存として数える</translation>
    </message>
    <message>
        <source>Edit state</source>
        <translation>状態の編集</translation>
    </message>
    <message>
        <source>Remove state</source>
        <translation>状態を削除</translation>
    </message>
</context>
<context>
    <name>kachi::StudiesPage</name>
    <message>
        <source>Duplicate analysis</source>
        <translation>解析の複製</translation>
    </message>
    <message>
        <source>Remove analysis</source>
        <translation>解析の削除</translation>
    </message>
    <message>
        <source>Move analysis</source>
        <translation>解析の移動</translation>
    </message>
    <message>
        <source>Choose evidence</source>
        <translation>出典の選択</translation>
    </message>
    <message>
        <source>Add analysis</source>
        <translation>解析の追加</translation>
    </message>
    <message numerus="yes">
        <source>%n out of date</source>
        <translation>
            <numerusform>%n 件が未更新</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n parameter(s)</source>
        <translation>
            <numerusform>パラメータ %n 件で使用</numerusform>
        </translation>
    </message>
    <message>
        <source>This version does not know the analysis.</source>
        <translation>この版では扱えない解析です。</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>指定なし</translation>
    </message>
    <message>
        <source>Out of date in parameters: %1</source>
        <translation>未更新のパラメータ：%1</translation>
    </message>
    <message>
        <source>Used in parameters: %1</source>
        <translation>使用しているパラメータ：%1</translation>
    </message>
    <message>
        <source>Take estimates over again</source>
        <translation>推定値の引き継ぎ直し</translation>
    </message>
    <message>
        <source>Some parameters keep their number.</source>
        <translation>値が変わらないパラメータがあります。</translation>
    </message>
    <message>
        <source>Analyses</source>
        <translation>解析</translation>
    </message>
    <message>
        <source>What do the data say? Survival, meta-analysis, time studies, regional tables and more: raw or published data become estimates with their uncertainty, which parameters of every model take over with a link back.</source>
        <translation>データは何を示しているか。生存時間、メタアナリシス、タイムスタディ、地域別の表など、生データや公表データから不確実性を伴う推定値を求め、どのモデルのパラメータにも出典をたどれる形で引き継ぎます。</translation>
    </message>
    <message>
        <source>Add an analysis</source>
        <translation>解析を追加</translation>
    </message>
    <message>
        <source>Analyses of the case</source>
        <translation>この案件の解析</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Name and source</source>
        <translation>名称と出典</translation>
    </message>
    <message>
        <source>Data from</source>
        <translation>データの出典</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Use in parameters…</source>
        <translation>パラメータに使う…</translation>
    </message>
    <message>
        <source>Take over again</source>
        <translation>引き継ぎ直す</translation>
    </message>
    <message>
        <source>Parameters take their numbers over from the present result</source>
        <translation>現在の結果からパラメータの値を引き継ぎ直します</translation>
    </message>
    <message>
        <source>Read curves: %1</source>
        <translation>曲線の読み取り：%1</translation>
    </message>
    <message>
        <source>Read curves from a picture…</source>
        <translation>図から曲線を読み取る…</translation>
    </message>
    <message>
        <source>Import the whole process map</source>
        <translation>プロセス図をまとめて取り込む</translation>
    </message>
    <message>
        <source>The process map was not imported.</source>
        <translation>プロセス図は取り込まれませんでした。</translation>
    </message>
    <message>
        <source>Import: %1</source>
        <translation>取り込み：%1</translation>
    </message>
    <message>
        <source>Import the whole map…</source>
        <translation>プロセス図をまとめて取り込む…</translation>
    </message>
    <message>
        <source>One sheet with a row per activity: arm, step, occupation, minutes, probability, repetitions; fills occupations, activities and time equations</source>
        <translation>業務ごとに1行の表：時期、業務、職種、所要時間、実施確率、回数。職種・業務・時間方程式を埋めます</translation>
    </message>
</context>
<context>
    <name>kachi::StudyContent</name>
    <message>
        <source>95% interval %1</source>
        <translation>95 %区間 %1</translation>
    </message>
    <message>
        <source>not worked out yet</source>
        <translation>まだ計算できません</translation>
    </message>
    <message>
        <source>nothing entered yet</source>
        <translation>未入力です</translation>
    </message>
    <message>
        <source>Begin with “%1”.</source>
        <translation>まず「%1」を入力してください。</translation>
    </message>
</context>
<context>
    <name>kachi::StudyMenu</name>
    <message>
        <source>Evidence and statistics</source>
        <translation>証拠と統計</translation>
    </message>
    <message>
        <source>Labour</source>
        <translation>省力化</translation>
    </message>
    <message>
        <source>Regions and equity</source>
        <translation>地域と公平性</translation>
    </message>
</context>
<context>
    <name>kachi::StudyRemoval</name>
    <message>
        <source>These parameters follow the analysis. They can keep their present numbers, which then stand fixed and do not vary:</source>
        <translation>次のパラメータがこの解析に追随しています。現在の値を固定して残せます（以後は変動しません）。</translation>
    </message>
    <message>
        <source>These parameters follow the analysis, and their numbers cannot be worked out now. Without it they have to be entered:</source>
        <translation>次のパラメータがこの解析に追随していますが、いまは値を計算できません。削除すると値の入力が必要になります。</translation>
    </message>
    <message>
        <source>Remove analysis</source>
        <translation>解析の削除</translation>
    </message>
    <message>
        <source>Remove and keep the numbers</source>
        <translation>値を残して削除</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
</context>
<context>
    <name>kachi::SummaryPage</name>
    <message>
        <source>Prices appear here once price, recalculation or outcomes give one.</source>
        <translation>価格・不採算・アウトカムのいずれかで価格が求まると、ここに表示されます。</translation>
    </message>
    <message>
        <source>What is counted where</source>
        <translation>何をどこで数えるか</translation>
    </message>
    <message>
        <source>Each value is counted once; figures of different kinds are not added.</source>
        <translation>それぞれの価値は一度だけ数えます。種類の異なる数値は合算しません。</translation>
    </message>
    <message>
        <source>No value model has results yet.</source>
        <translation>まだ結果のある価値モデルがありません。</translation>
    </message>
    <message>
        <source>Cost and health of the patient. Working time enters only through the costs typed in there; the hours of the labour section are not added.</source>
        <translation>患者の費用と健康です。労働時間はここで入力した費用にのみ含まれ、省力化の時間は加えません。</translation>
    </message>
    <message>
        <source>Working time and its cost. Cashable yen and released hours are two uses of the same time and are never added; neither is part of the price or of the ICER.</source>
        <translation>労働時間とその費用です。支出減となる金額と他業務に回る時間は、同じ時間の二つの使い方であり合算しません。どちらも価格や ICER には含まれません。</translation>
    </message>
    <message>
        <source>Differences between regions, without money. Additional procedures are not costed here.</source>
        <translation>地域間の差であり、金額は含みません。増える件数の費用はここでは数えません。</translation>
    </message>
    <message>
        <source>The price the rules give; premiums count only there.</source>
        <translation>規則による価格です。補正加算はここでのみ数えます。</translation>
    </message>
    <message>
        <source>The price that covers cost; it stands beside the price by comparison and is not added to it.</source>
        <translation>原価を賄う価格です。比較方式の価格と並べて示し、加算はしません。</translation>
    </message>
</context>
<context>
    <name>kachi::TableClipboard</name>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>貼り付け</translation>
    </message>
    <message>
        <source>Fill down</source>
        <translation>下方向へコピー</translation>
    </message>
    <message>
        <source>Paste: %1 cells</source>
        <translation>貼り付け: %1 項目</translation>
    </message>
    <message>
        <source>Fill down: %1 cells</source>
        <translation>下方向へコピー: %1 項目</translation>
    </message>
</context>
<context>
    <name>kachi::TableImportDialog</name>
    <message>
        <source>Import: %1</source>
        <translation>取り込み: %1</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>取り込み</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>プレビュー</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt *.xlsx *.ods);;All files (*)</source>
        <translation>表 (*.csv *.tsv *.txt *.xlsx *.ods);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>The file was not read.</source>
        <translation>ファイルを読めませんでした。</translation>
    </message>
    <message>
        <source>choose a column</source>
        <translation>列を選択</translation>
    </message>
    <message>
        <source>not in the file</source>
        <translation>ファイルにない</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>不足</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) will be read.</source>
        <translation>
            <numerusform>%n 行を読み込みます。</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message numerus="yes">
        <source>replace the %n present row(s)</source>
        <translation>
            <numerusform>今の %n 行を置き換える</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>add below the %n present row(s)</source>
        <translation>
            <numerusform>今の %n 行の下に加える</numerusform>
        </translation>
    </message>
    <message>
        <source>The clipboard holds no table.</source>
        <translation>クリップボードに表がありません。</translation>
    </message>
    <message>
        <source>clipboard</source>
        <translation>クリップボード</translation>
    </message>
</context>
<context>
    <name>kachi::TakeOverDialog</name>
    <message>
        <source>Use estimates in parameters: %1</source>
        <translation>推定値をパラメータに使う：%1</translation>
    </message>
    <message>
        <source>each estimate on its own</source>
        <translation>推定値ごとに独立</translation>
    </message>
    <message>
        <source>jointly: %1</source>
        <translation>同時分布：%1</translation>
    </message>
    <message>
        <source>Uncertainty</source>
        <translation>不確実性</translation>
    </message>
    <message>
        <source>Estimate</source>
        <translation>推定値</translation>
    </message>
    <message>
        <source>Value and uncertainty</source>
        <translation>値と不確実性</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>パラメータ</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>現在</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>引き継ぐ</translation>
    </message>
    <message>
        <source>Parameter for %1</source>
        <translation>%1 のパラメータ</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>使わない</translation>
    </message>
    <message>
        <source>%1 is chosen twice. Choose one estimate for it.</source>
        <translation>%1 が2回選ばれています。推定値は1つにしてください。</translation>
    </message>
    <message>
        <source>Joint uncertainty needs a parameter for each of its %1 estimates.</source>
        <translation>同時分布には %1 個の推定値すべてにパラメータが必要です。</translation>
    </message>
    <message>
        <source>Take estimates over</source>
        <translation>推定値の引き継ぎ</translation>
    </message>
    <message>
        <source>Choose the parameter that takes each estimate over, with its distribution and a link to this analysis. When the data change, the parameter is marked as out of date; one that follows the analysis changes with it.</source>
        <translation>推定値ごとに、分布とこの解析へのリンクを付けて引き継ぐパラメータを選んでください。データが変わると、パラメータは未更新と表示されます。解析に追随するパラメータは一緒に変わります。</translation>
    </message>
    <message>
        <source>%1 · follows the analysis, in every draw</source>
        <translation>%1 · 解析に追随（各標本でも）</translation>
    </message>
</context>
<context>
    <name>kachi::TextField</name>
    <message>
        <source>Edit %1</source>
        <translation>%1 の編集</translation>
    </message>
</context>
<context>
    <name>kachi::ThresholdTab</name>
    <message>
        <source>Parameter</source>
        <translation>パラメータ</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>範囲</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>戦略</translation>
    </message>
    <message>
        <source>Willingness to pay</source>
        <translation>支払意思額</translation>
    </message>
    <message>
        <source>Low end</source>
        <translation>下限</translation>
    </message>
    <message>
        <source>High end</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>No value of “%1” in this range brings the net benefit to zero at %2: the decision stays the same.</source>
        <translation>支払意思額 %2 では、「%1」をこの範囲で動かしても増分純便益は0にならず、判断は変わりません。</translation>
    </message>
    <message>
        <source>With “%1” at %2 the net benefit is zero: the ICER equals %3.</source>
        <translation>「%1」が %2 のとき増分純便益が0となり、ICERは %3 に等しくなります。</translation>
    </message>
</context>
<context>
    <name>kachi::TraceTree</name>
    <message>
        <source>Step</source>
        <translation>段階</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>単位</translation>
    </message>
    <message>
        <source>Formula or parameter</source>
        <translation>数式またはパラメータ</translation>
    </message>
    <message>
        <source>Rounding</source>
        <translation>端数処理</translation>
    </message>
    <message>
        <source>Clause or source</source>
        <translation>条項・出典</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>確認状況</translation>
    </message>
</context>
<context>
    <name>kachi::TreeView</name>
    <message>
        <source>Decision tree</source>
        <translation>決定木</translation>
    </message>
    <message>
        <source>Reached with probability %1; from here on: cost %2, QALYs %3, life-years %4</source>
        <translation>到達確率 %1。ここから先の期待値: 費用 %2、QALY %3、生存年 %4</translation>
    </message>
    <message>
        <source>Add branch</source>
        <translation>枝を追加</translation>
    </message>
    <message>
        <source>Remove branch</source>
        <translation>枝を削除</translation>
    </message>
    <message>
        <source>Move branch</source>
        <translation>枝の移動</translation>
    </message>
    <message>
        <source>Paste branch</source>
        <translation>枝の貼り付け</translation>
    </message>
    <message>
        <source>Rename branch</source>
        <translation>枝の名前の変更</translation>
    </message>
    <message>
        <source>Edit probability</source>
        <translation>確率の編集</translation>
    </message>
    <message>
        <source>Add branch beside</source>
        <translation>隣に枝を追加</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上へ移動</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下へ移動</translation>
    </message>
    <message>
        <source>Copy branch</source>
        <translation>枝をコピー</translation>
    </message>
    <message>
        <source>Paste branch here</source>
        <translation>ここに枝を貼り付け</translation>
    </message>
</context>
<context>
    <name>kachi::TrialTab</name>
    <message>
        <source>Parameter</source>
        <translation>パラメータ</translation>
    </message>
    <message>
        <source>SD of one patient</source>
        <translation>患者1人の標準偏差</translation>
    </message>
    <message>
        <source>Arms</source>
        <translation>群の数</translation>
    </message>
    <message>
        <source>Patients per arm</source>
        <translation>1群の患者数</translation>
    </message>
    <message>
        <source>Fixed cost</source>
        <translation>固定費用</translation>
    </message>
    <message>
        <source>Cost per patient</source>
        <translation>患者1人の費用</translation>
    </message>
    <message>
        <source>Patients a year</source>
        <translation>年間の患者数</translation>
    </message>
    <message>
        <source>Years</source>
        <translation>年数</translation>
    </message>
    <message>
        <source>Discount rate</source>
        <translation>割引率</translation>
    </message>
    <message>
        <source>one: a mean</source>
        <translation>1群: 平均</translation>
    </message>
    <message>
        <source>two: a difference of means</source>
        <translation>2群: 平均の差</translation>
    </message>
    <message>
        <source>on the parameter&apos;s scale</source>
        <translation>パラメータと同じ尺度で</translation>
    </message>
    <message>
        <source>Several sizes, separated by spaces</source>
        <translation>複数の人数を空白で区切って入力</translation>
    </message>
    <message>
        <source>Enter at least one number of patients per arm.</source>
        <translation>1群の患者数を1つ以上入力してください。</translation>
    </message>
    <message>
        <source>This needs the draws of a complete calculation. Calculate the case first.</source>
        <translation>確率的感度分析の結果が必要です。先に案件を計算してください。</translation>
    </message>
    <message>
        <source>The parameter does not vary over the draws.</source>
        <translation>このパラメータは試行間で変わりません。</translation>
    </message>
    <message>
        <source>No trial of these sizes is worth more than it costs; the best, with %1 patients per arm, falls short by %2 %3.</source>
        <translation>どの規模の試験も費用に見合いません。最も近いのは1群 %1 人で、%2 %3 不足します。</translation>
    </message>
    <message>
        <source>Best of these sizes: %1 patients per arm, worth %2 %3 more than the trial costs.</source>
        <translation>最適な規模は1群 %1 人で、価値が試験の費用を %2 %3 上回ります。</translation>
    </message>
</context>
<context>
    <name>kachi::TwoWayTab</name>
    <message>
        <source>Across</source>
        <translation>横軸</translation>
    </message>
    <message>
        <source>Range across</source>
        <translation>横軸の範囲</translation>
    </message>
    <message>
        <source>Upwards</source>
        <translation>縦軸</translation>
    </message>
    <message>
        <source>Range upwards</source>
        <translation>縦軸の範囲</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>分割数</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>指標</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>戦略</translation>
    </message>
    <message>
        <source>Low end across</source>
        <translation>横軸の下限</translation>
    </message>
    <message>
        <source>High end across</source>
        <translation>横軸の上限</translation>
    </message>
    <message>
        <source>Low end upwards</source>
        <translation>縦軸の下限</translation>
    </message>
    <message>
        <source>High end upwards</source>
        <translation>縦軸の上限</translation>
    </message>
</context>
<context>
    <name>kachi::ValueCard</name>
    <message>
        <source>not used</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>incomplete</source>
        <translation>入力不足</translation>
    </message>
    <message>
        <source>recalculating</source>
        <translation>再計算中</translation>
    </message>
    <message>
        <source>current</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>What health does the device gain, at what cost?</source>
        <translation>この機器は、どれだけの健康を、いくらの費用でもたらすか。</translation>
    </message>
    <message>
        <source>How many hours of whom does it free, and what are they worth?</source>
        <translation>誰の何時間を減らし、それはいくらに当たるか。</translation>
    </message>
    <message>
        <source>How unequal is provision between regions, now and with the device?</source>
        <translation>地域間の提供の差は、いまと導入後でどれだけか。</translation>
    </message>
    <message>
        <source>What price do the rules give?</source>
        <translation>規則によれば、価格はいくらになるか。</translation>
    </message>
    <message>
        <source>Is it unprofitable, since when, and what would the new price be?</source>
        <translation>不採算か、いつからか、再算定価格はいくらか。</translation>
    </message>
    <message>
        <source>Go to the section</source>
        <translation>この節に移動します</translation>
    </message>
    <message>
        <source>What do other routes of the rules give?</source>
        <translation>他の算定ルートによれば、価格はいくらになるか。</translation>
    </message>
    <message>
        <source>What do the data say, and which numbers follow from them?</source>
        <translation>データは何を示し、どの数値がそこから導かれるか。</translation>
    </message>
    <message>
        <source>Analyses: %1</source>
        <translation>解析: %1件</translation>
    </message>
    <message>
        <source>Parameters that rest on them: %1</source>
        <translation>解析に基づくパラメータ: %1個</translation>
    </message>
</context>
<context>
    <name>kachi::ValuePage</name>
    <message>
        <source>Use %1</source>
        <translation>%1 の使用開始</translation>
    </message>
    <message>
        <source>Use in this case</source>
        <translation>この案件で使う</translation>
    </message>
    <message>
        <source>Nothing to show yet: the inputs are not complete.</source>
        <translation>入力がそろっていないため、まだ表示できません。</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>%1 の編集</translation>
    </message>
    <message>
        <source>Enter a plain number.</source>
        <translation>数値を入力してください。</translation>
    </message>
    <message>
        <source>Enter plain numbers with spaces between them.</source>
        <translation>数値を空白で区切って入力してください。</translation>
    </message>
    <message>
        <source>Own rule values</source>
        <translation>規則の値の設定</translation>
    </message>
</context>
<context>
    <name>kachi::WelcomePage</name>
    <message>
        <source>What is this device worth, and what should it be paid?</source>
        <translation>この医療機器の価値はどれだけか、価格はいくらであるべきか。</translation>
    </message>
    <message>
        <source>Kachi takes a medical device from its evidence to its value – patient outcomes, working time, regional equality – and on to the price the rules give, each figure with its source.</source>
        <translation>Kachi は、証拠から価値(患者アウトカム・省力化・均てん化)、そして規則に基づく価格までを、すべての数値に出典を添えて一貫して評価します。</translation>
    </message>
    <message>
        <source>Look at a sample</source>
        <translation>見本を見る</translation>
    </message>
    <message>
        <source>Complete cases from published figures. Change anything: the original stays in the library.</source>
        <translation>公表された数値による完成した案件です。自由に変更できます。元の版は症例庫に残ります。</translation>
    </message>
    <message>
        <source>Start a new case</source>
        <translation>新しい案件を始める</translation>
    </message>
    <message>
        <source>From an empty sheet, a template, or a copy of a sample.</source>
        <translation>空の案件、ひな型、または見本の写しから始めます。</translation>
    </message>
    <message>
        <source>Bring in a case</source>
        <translation>案件を取り込む</translation>
    </message>
    <message>
        <source>A case file (JSON) that somebody sent you or that another library exported.</source>
        <translation>ほかの人から受け取った、または別の症例庫から書き出した案件ファイル(JSON)を開きます。</translation>
    </message>
    <message>
        <source>New case…</source>
        <translation>新しい案件…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>取り込み…</translation>
    </message>
</context>
<context>
    <name>kachi::WindowActions</name>
    <message>
        <source>&amp;New</source>
        <translation>新規(&amp;N)</translation>
    </message>
    <message>
        <source>New case from an empty sheet, a template or a sample</source>
        <translation>空の案件・ひな型・見本から新しい案件を作ります</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>開く(&amp;O)…</translation>
    </message>
    <message>
        <source>Open a case file (JSON) or a case exported from another library</source>
        <translation>案件ファイル(JSON)や、別の症例庫から書き出した案件を開きます</translation>
    </message>
    <message>
        <source>Open &amp;library…</source>
        <translation>症例庫を開く(&amp;L)…</translation>
    </message>
    <message>
        <source>Work with another case library</source>
        <translation>別の症例庫に切り替えます</translation>
    </message>
    <message>
        <source>New l&amp;ibrary…</source>
        <translation>新しい症例庫(&amp;I)…</translation>
    </message>
    <message>
        <source>Create an empty case library</source>
        <translation>空の症例庫を作ります</translation>
    </message>
    <message>
        <source>&amp;Save revision</source>
        <translation>版を保存(&amp;S)</translation>
    </message>
    <message>
        <source>Keep the case as a new revision in the library</source>
        <translation>案件を新しい版として症例庫に残します</translation>
    </message>
    <message>
        <source>&amp;Duplicate as new case</source>
        <translation>写しを新しい案件にする(&amp;D)</translation>
    </message>
    <message>
        <source>Go on with a copy; the original stays as it is</source>
        <translation>写しで作業を続けます。元の案件は変わりません</translation>
    </message>
    <message>
        <source>&amp;History…</source>
        <translation>履歴(&amp;H)…</translation>
    </message>
    <message>
        <source>Earlier revisions of this case</source>
        <translation>この案件の以前の版を表示します</translation>
    </message>
    <message>
        <source>Export &amp;JSON…</source>
        <translation>JSON(&amp;J)…</translation>
    </message>
    <message>
        <source>Write the case as a file that can be compared, sent and imported</source>
        <translation>比較・送付・取り込みのできるファイルとして案件を書き出します</translation>
    </message>
    <message>
        <source>Export &amp;PDF…</source>
        <translation>PDF(&amp;P)…</translation>
    </message>
    <message>
        <source>Write the evaluation as a PDF for a submission</source>
        <translation>評価書を申請用の PDF として出力します</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>ウィンドウを閉じます</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>元に戻す(&amp;U)</translation>
    </message>
    <message>
        <source>Take back the last change</source>
        <translation>直前の変更を取り消します</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>やり直す(&amp;R)</translation>
    </message>
    <message>
        <source>Bring back what was undone</source>
        <translation>取り消した変更を戻します</translation>
    </message>
    <message>
        <source>&amp;Find a parameter</source>
        <translation>パラメータを検索(&amp;F)</translation>
    </message>
    <message>
        <source>Type a word of its name and go to its cell</source>
        <translation>名前の一部を入力すると、その欄に移動できます</translation>
    </message>
    <message>
        <source>Search the &amp;library</source>
        <translation>症例庫を検索(&amp;L)</translation>
    </message>
    <message>
        <source>Find cases by words in them</source>
        <translation>案件に含まれる語で探します</translation>
    </message>
    <message>
        <source>&amp;Recalculate</source>
        <translation>再計算(&amp;R)</translation>
    </message>
    <message>
        <source>Calculate all values again</source>
        <translation>すべての値を計算し直します</translation>
    </message>
    <message>
        <source>S&amp;top the calculation</source>
        <translation>計算を中止(&amp;T)</translation>
    </message>
    <message>
        <source>Stop the calculation; the last results stay</source>
        <translation>計算を中止します。前の結果は残ります</translation>
    </message>
    <message>
        <source>Colours of the &amp;system</source>
        <translation>システムの配色(&amp;S)</translation>
    </message>
    <message>
        <source>Light or dark, as the desktop is set</source>
        <translation>デスクトップの設定に合わせます</translation>
    </message>
    <message>
        <source>&amp;Light colours</source>
        <translation>明るい配色(&amp;L)</translation>
    </message>
    <message>
        <source>Dark text on light ground</source>
        <translation>明るい背景に濃い文字で表示します</translation>
    </message>
    <message>
        <source>&amp;Dark colours</source>
        <translation>暗い配色(&amp;D)</translation>
    </message>
    <message>
        <source>Light text on dark ground</source>
        <translation>暗い背景に明るい文字で表示します</translation>
    </message>
    <message>
        <source>&amp;Japanese (日本語)</source>
        <translation>日本語(&amp;J)</translation>
    </message>
    <message>
        <source>Show the window in Japanese</source>
        <translation>画面を日本語で表示します</translation>
    </message>
    <message>
        <source>&amp;English (English)</source>
        <translation>英語(English)(&amp;E)</translation>
    </message>
    <message>
        <source>Show the window in English</source>
        <translation>画面を英語で表示します</translation>
    </message>
    <message>
        <source>&amp;About Kachi</source>
        <translation>Kachi について(&amp;A)</translation>
    </message>
    <message>
        <source>Version and licence</source>
        <translation>版とライセンス</translation>
    </message>
    <message>
        <source>Joint posterior d&amp;raws…</source>
        <translation>同時事後標本の取り込み(&amp;R)…</translation>
    </message>
    <message>
        <source>Draw parameters from the rows of a CSV whose columns are parameter ids</source>
        <translation>列がパラメータ id の CSV から、行ごとにパラメータを抽出します</translation>
    </message>
    <message>
        <source>E&amp;xcel workbook with formulas…</source>
        <translation>数式入りExcelブック(&amp;X)…</translation>
    </message>
    <message>
        <source>Write cohort model, labour and regions as a spreadsheet that can be recalculated and checked</source>
        <translation>コホートモデル・省力化・地域差を、再計算して検証できる表計算ファイルに書き出します</translation>
    </message>
    <message>
        <source>&amp;Analyses…</source>
        <translation>詳細分析(&amp;A)…</translation>
    </message>
    <message>
        <source>Two-way analysis, threshold values, value of information and calibration</source>
        <translation>二元感度分析、閾値探索、情報の価値、較正</translation>
    </message>
    <message>
        <source>Read, compare, copy and edit the numbers of the pricing rules</source>
        <translation>算定規則の数値を読み、比較し、複製して編集します</translation>
    </message>
    <message>
        <source>Pr&amp;ecedents…</source>
        <translation>先例(&amp;E)…</translation>
    </message>
    <message>
        <source>Published price decisions: by words, route, premium item and year</source>
        <translation>公表された価格の決定を、語・ルート・加算の要件・年で検索します</translation>
    </message>
    <message>
        <source>Rule &amp;packs…</source>
        <translation>算定規則(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Scenarios…</source>
        <translation>シナリオ(&amp;S)…</translation>
    </message>
    <message>
        <source>Sets of other base values, compared side by side</source>
        <translation>基本値の別の組を並べて比べます</translation>
    </message>
    <message>
        <source>&amp;Joint distributions…</source>
        <translation>同時分布(&amp;J)…</translation>
    </message>
    <message>
        <source>Parameters that are drawn together: Dirichlet, multivariate normal, rank correlation</source>
        <translation>同時に抽出するパラメータ:ディリクレ分布、多変量正規分布、順位相関</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
</TS>
